package dev.saoma.page.telemetry;

import dev.saoma.page.limit.LogBudget;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs who signed in and out, who was refused, and when the settings changed: one line of {@code key=value} each, to a
 * logger of its own. People are identified by the last four characters of their id, or, where they can be erased, by a
 * keyed pseudonym and without their address, which the directory records. No line contains a secret, token or name.
 */
final class AuditLog {
    private static final String NAME = "dev.saoma.page.audit";

    private final LogBudget people = LogBudget.ofPeople(LoggerFactory.getLogger(NAME));
    /** Limited separately, since any visitor can begin sign-ins without finishing them. */
    private final LogBudget anonymous = new LogBudget(LoggerFactory.getLogger(NAME));

    void signedIn(String pool, String application, String way, String signIn, String person, boolean withAddress) {
        people.info(
                "event=sign-in pool={} application={} way={} sign-in={} subject={} client={}",
                pool,
                application,
                way,
                signIn,
                person,
                withAddress ? client() : "-");
    }

    void refused(String pool, String application, String way, String signIn, String cause, String error) {
        anonymous.info(
                "event=sign-in-refused pool={} application={} way={} sign-in={} cause={} error={} client={}",
                pool,
                application,
                way,
                signIn,
                cause,
                error,
                client());
    }

    void signedOut(String pool, String person, List<String> notified, boolean withAddress) {
        people.info(
                "event=sign-out pool={} subject={} notified={} client={}",
                pool,
                person,
                String.join(",", notified),
                withAddress ? client() : "-");
    }

    void configured(List<String> pools, List<String> rebuilt) {
        people.info("event=configuration pools={} rebuilt={}", String.join(",", pools), String.join(",", rebuilt));
    }

    /** Returns the client's address, which the router sets, since it has the request. */
    private static String client() {
        String client = MDC.get("client");
        return client == null ? "-" : client;
    }
}
