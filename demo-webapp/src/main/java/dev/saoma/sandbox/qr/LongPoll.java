package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@code /connect/l/qrconnect}, the long poll of a QR code: responds as soon as the status differs from the one that the page
 * knows ({@code last}), and with 408 when nothing happens for a while. No thread waits.
 */
public final class LongPoll {

    /** Lets the clock, which decides on expiry, pass the instant for which the timer was set. */
    private static final Duration TIMER_SLACK = Duration.ofMillis(20);

    private final QrCodes codes;
    private final Duration hold;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;

    /** Creates the poll, which holds requests for {@code hold} at most. */
    public LongPoll(QrCodes codes, Duration hold, Clock clock, ScheduledExecutorService scheduler) {
        this.codes = codes;
        this.hold = hold;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Creates the scheduler for the timers of held polls. */
    public static ScheduledThreadPoolExecutor scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "wechat-sandbox-polls");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    /** Handles a poll. */
    public CompletableFuture<Reply> answer(Call call) {
        Params params = call.params();
        if (!params.has("uuid")) {
            return CompletableFuture.completedFuture(reply(params, QrStatus.FAILED, ""));
        }
        Optional<QrCodeState> code = codes.find(params.get("uuid")).map(QrCode::state);
        if (code.isEmpty()) {
            return CompletableFuture.completedFuture(reply(params, QrStatus.EXPIRED, ""));
        }
        QrCodeState qr = code.get();
        QrStatus known = known(params.get("last"));
        return hold(qr, qr.changeFrom(known)).thenApply(view -> answer(params, qr, known, view));
    }

    private CompletableFuture<QrCodeState.View> hold(QrCodeState qr, CompletableFuture<QrCodeState.View> change) {
        if (change.isDone()) {
            return change;
        }
        Duration untilExpiry = Duration.between(clock.instant(), qr.expiresAt()).plus(TIMER_SLACK);
        Duration wait = untilExpiry.compareTo(hold) < 0 ? untilExpiry : hold;
        Future<?> timer = scheduler.schedule(() -> change.complete(qr.view()), wait.toMillis(), TimeUnit.MILLISECONDS);
        return change.whenComplete((view, failure) -> {
            timer.cancel(false);
            qr.forget(change);
        });
    }

    private static Reply answer(Params params, QrCodeState qr, QrStatus known, QrCodeState.View view) {
        if (view.status() == known) {
            return reply(params, QrStatus.WAITING, "");
        }
        String code = view.code() == null ? "" : view.code();
        if (params.get("f").equals("url")) {
            return urlReply(qr, view, code);
        }
        return reply(params, view.status(), code);
    }

    /** Returns the status that the page has seen; without {@code last} that is "waiting". */
    private static QrStatus known(String last) {
        return switch (last) {
            case "404" -> QrStatus.SCANNED;
            case "403" -> QrStatus.CANCELLED;
            default -> QrStatus.WAITING;
        };
    }

    private static Reply reply(Params params, QrStatus status, String code) {
        if (params.get("f").equals("json")) {
            return script("{\"wx_errcode\":" + status.wxErrcode() + ",\"wx_code\":\"" + code + "\"}");
        }
        return script("window.wx_errcode=" + status.wxErrcode() + ";window.wx_code='" + code + "';");
    }

    /**
     * Returns the variant for a QR code shown by an app: the whole URL instead of the code, and the user's nickname.
     */
    private static Reply urlReply(QrCodeState qr, QrCodeState.View view, String code) {
        String url = code.isEmpty() ? "" : qr.authorization().callbackUrl().with(code);
        String nickname = view.user() == null ? "" : view.user().nickname();
        return script("window.wx_errcode=" + view.status().wxErrcode() + ";window.wx_redirecturl='" + inScript(url)
                + "';window.wx_nickname='" + inScript(nickname) + "';");
    }

    private static Reply script(String body) {
        return Reply.of(200, "text/javascript", body);
    }

    /** Escapes everything but harmless characters, for a single-quoted string. */
    private static String inScript(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean harmless = c >= ' ' && c < 127 && "'\"\\<>&".indexOf(c) < 0;
            escaped.append(harmless ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }
}
