package dev.saoma.page.signin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per step of a sign-in. Sign-ins go by the short id that is also in their cookie's name; people by the last four
 * characters of their subject. Nothing from outside is written but what the settings know.
 */
final class SignInLog {
    private static final Logger LOG = LoggerFactory.getLogger(SignInLog.class);

    void began(PendingSignIn pending) {
        LOG.info(
                "sign-in {} began application={}",
                pending.id(),
                pending.request().clientId());
    }

    void declined(PendingSignIn pending, Way way) {
        LOG.info(
                "sign-in {} declined application={} way={}",
                pending.id(),
                pending.request().clientId(),
                way);
    }

    void finished(PendingSignIn pending, Way way, String subject) {
        LOG.info(
                "sign-in {} finished application={} way={} subject=…{}",
                pending.id(),
                pending.request().clientId(),
                way,
                shortened(subject));
    }

    private static String shortened(String subject) {
        return subject.substring(Math.max(0, subject.length() - 4));
    }

    void continued(PendingSignIn pending, String subject) {
        finished(pending, Way.SESSION, subject);
    }

    void silent(String clientId, String subject) {
        LOG.info("sign-in without the user application={} subject=…{}", clientId, shortened(subject));
    }

    void wentOn(PendingSignIn waiting, PendingSignIn finished) {
        LOG.info(
                "sign-in {} went on with {} application={}",
                waiting.id(),
                finished.id(),
                waiting.request().clientId());
    }

    void repeated(PendingSignIn pending, Way way) {
        LOG.info("sign-in {} called back again, same answer way={}", pending.id(), way);
    }

    void stopped(PendingSignIn pending, Way way, SignInFailure failure, String errorId, String why) {
        String line = "sign-in {} stopped application={} way={} cause={} error={}: {}";
        Object[] facts = {pending.id(), pending.request().clientId(), way, failure, errorId, why};
        switch (failure) {
            case WECHAT_MISCONFIGURED, NO_UNIONID, INTERNAL -> LOG.error(line, facts);
            case SIGN_IN_EXPIRED, SIGN_IN_USED -> LOG.info(line, facts);
            default -> LOG.warn(line, facts);
        }
    }
}
