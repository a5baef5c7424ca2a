package dev.saoma.page.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the whole body of a request before a thread handles it, and ends every exchange that takes too long. The servlet
 * reads bodies and writes responses with blocking calls; without this, each client that sends or reads a byte now and then
 * would hold a thread. (Jetty's {@code EagerContentHandler} keeps one object for each piece that arrives, which costs far
 * more memory than the body, and has no deadline.) Must be in front of every handler that reads bodies.
 */
final class WholeBodyHandler extends Handler.Wrapper {
    private final int maxBytes;
    private final int enough;
    private final Duration body;
    private final Duration exchange;

    /**
     * Wraps {@code handler}.
     *
     * @param maxBytes how much is read of a body of known length; the handler must not read more
     * @param enough how much is read of a body of unknown length; the handler must not read more
     * @param body how long a body may take to arrive
     * @param exchange how long everything may take, until the client has read the last byte
     */
    WholeBodyHandler(Handler handler, int maxBytes, int enough, Duration body, Duration exchange) {
        super(handler);
        this.maxBytes = maxBytes;
        this.enough = enough;
        this.body = body;
        this.exchange = exchange;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Scheduler.Task end = after(
                request,
                exchange,
                () -> request.getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close());
        Request.addCompletionListener(request, failure -> end.cancel());
        if (request.getLength() == 0 || request.getLength() > maxBytes) {
            return super.handle(request, response, callback); // A body that is too long is refused unread.
        }
        return new Reading(request, response, callback).start();
    }

    private static Scheduler.Task after(Request request, Duration time, Runnable then) {
        Scheduler scheduler = request.getConnectionMetaData().getConnector().getScheduler();
        return scheduler.schedule(then, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean next(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, callback);
    }

    /** Runs in at most one thread at a time. */
    private final class Reading implements Invocable.Task {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final int most;
        private byte[] read;
        private int length;
        private boolean whole;
        private final long deadline = System.nanoTime() + body.toNanos();

        Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.most = request.getLength() < 0 ? enough : maxBytes;
            this.read = new byte[Math.max(256, (int) request.getLength())];
        }

        /** Runs in the thread of the request, as long as there is something to read. */
        boolean start() throws Exception {
            switch (read()) {
                case WHOLE, TOO_LONG -> {
                    return next(new Read(request, bytes(), whole), response, callback);
                }
                case FAILED -> refuse();
                default -> request.demand(this);
            }
            return true;
        }

        /** Reads what has arrived. */
        @Override
        public void run() {
            State state = read();
            if (state == State.FAILED || state == State.MORE && System.nanoTime() - deadline > 0) {
                refuse();
            } else if (state == State.MORE) {
                request.demand(this);
            } else {
                request.getComponents().getExecutor().execute(this::handle);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        private void refuse() {
            response.getHeaders().put("Connection", "close");
            Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
        }

        private void handle() {
            try {
                if (!next(new Read(request, bytes(), whole), response, callback)) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private State read() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    return State.MORE;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    return State.FAILED;
                }
                add(chunk);
                whole = chunk.isLast();
                chunk.release();
                if (whole || length >= most) {
                    return whole ? State.WHOLE : State.TOO_LONG;
                }
            }
        }

        private void add(Content.Chunk chunk) {
            int more = chunk.remaining();
            if (read.length < length + more) {
                read = Arrays.copyOf(read, Math.max(2 * read.length, length + more));
            }
            chunk.get(read, length, more);
            length += more;
        }

        private ByteBuffer bytes() {
            return ByteBuffer.wrap(read, 0, length);
        }
    }

    private enum State {
        WHOLE,
        TOO_LONG,
        MORE,
        FAILED
    }

    /** A request whose body, or the beginning of it, has already been read. */
    private static final class Read extends Request.Wrapper {
        private final ByteBuffer bytes;
        private final boolean whole;
        private boolean given;

        Read(Request request, ByteBuffer bytes, boolean whole) {
            super(request);
            this.bytes = bytes;
            this.whole = whole;
        }

        @Override
        public Content.Chunk read() {
            if (!given) {
                given = true;
                return Content.Chunk.from(bytes, whole);
            }
            return whole ? Content.Chunk.EOF : super.read();
        }

        @Override
        public void demand(Runnable task) {
            if (!given || whole) {
                getContext().run(task);
            } else {
                super.demand(task);
            }
        }
    }
}
