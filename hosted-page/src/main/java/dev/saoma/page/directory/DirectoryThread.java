package dev.saoma.page.directory;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A daemon thread for periodic and deferred work that may use the directory's database. An interrupt in the middle of a
 * statement closes the file of an embedded database for everyone, so this thread is never interrupted: {@link #shutdown}
 * drops the tasks that wait and lets the current one finish. Thread-safe.
 */
public final class DirectoryThread extends ScheduledThreadPoolExecutor {
    public DirectoryThread(String name) {
        super(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }
}
