package dev.saoma.page.signin;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Logs one line of {@code key=value} per step of a sign-in, and counts it. Sign-ins are identified by the short id that is
 * also in their cookie's name, people as {@link PoolTelemetry#logName} names them. Applications are those of the settings.
 * Thread-safe.
 */
final class SignInLog {
    private static final String NAME = "dev.saoma.page.sign-in";

    private final PoolTelemetry telemetry;
    private final LogBudget begun = new LogBudget(LoggerFactory.getLogger(NAME));
    /** Limited, since a callback can be repeated any number of times. */
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(NAME));

    private final LogBudget operators = new LogBudget(LoggerFactory.getLogger(NAME));
    private final LogBudget people = LogBudget.ofPeople(LoggerFactory.getLogger(NAME));

    SignInLog(PoolTelemetry telemetry) {
        this.telemetry = Objects.requireNonNull(telemetry, "telemetry");
    }

    void began(PendingSignIn pending) {
        telemetry.began(application(pending));
        begun.info("step=began sign-in={} application={}", pending.id(), application(pending));
    }

    void declined(PendingSignIn pending, SignInMethod method) {
        telemetry.declined(application(pending), method.name(), pending.id());
        bounded.info(
                "step=declined sign-in={} application={} way={}", pending.id(), application(pending), lower(method));
    }

    void finished(PendingSignIn pending, SignInMethod method, String subject) {
        telemetry.finished(application(pending), method.name(), pending.id(), subject);
        people.info(
                "step=finished sign-in={} application={} way={} subject={}",
                pending.id(),
                application(pending),
                lower(method),
                telemetry.logName(subject));
    }

    void continued(PendingSignIn pending, String subject) {
        finished(pending, SignInMethod.SESSION, subject);
    }

    void silent(String clientId, String subject) {
        telemetry.finished(clientId, "silent", "-", subject);
        people.info(
                "step=finished sign-in=- application={} way=silent subject={}", clientId, telemetry.logName(subject));
    }

    void wentOn(PendingSignIn waiting, PendingSignIn finished, String subject) {
        telemetry.finished(application(waiting), "waiting", waiting.id(), subject);
        people.info(
                "step=finished sign-in={} application={} way=waiting with={} subject={}",
                waiting.id(),
                application(waiting),
                finished.id(),
                telemetry.logName(subject));
    }

    void repeated(PendingSignIn pending, SignInMethod method) {
        bounded.info(
                "step=repeated sign-in={} application={} way={}", pending.id(), application(pending), lower(method));
    }

    void stopped(PendingSignIn pending, SignInMethod method, SignInFailure failure, String errorId, String why) {
        String line = "step=stopped sign-in={} application={} way={} cause={} error={} why=\"{}\"";
        String cause = failure.name().toLowerCase(Locale.ROOT);
        Object[] facts = {pending.id(), application(pending), lower(method), cause, errorId, why};
        switch (failure) {
            case WECHAT_MISCONFIGURED, NO_UNIONID, INTERNAL -> operators.error(line, facts);
            case SIGN_IN_EXPIRED, SIGN_IN_USED -> bounded.info(line, facts);
            default -> bounded.warn(line, facts);
        }
        if (failure != SignInFailure.UNKNOWN_APPLICATION) { // Otherwise its application is no valid label.
            telemetry.stopped(application(pending), method.name(), pending.id(), cause, errorId);
        }
    }

    private static String application(PendingSignIn pending) {
        return pending.request().clientId();
    }

    private static String lower(SignInMethod method) {
        return method.name().toLowerCase(Locale.ROOT);
    }
}
