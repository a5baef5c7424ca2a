package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.sandbox.model.SandboxTimings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the long poll")
class LongPollIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String AUTHORIZE = Client.authorize("http://127.0.0.1:9/cb", "s1");

    private WeChatSandbox sandbox =
            Client.sandbox().timings(SandboxTimings.quick().withHold(LONG)).start();
    private Client client = new Client(sandbox.uri());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void heldPoll_isReleasedByTheScan() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        CompletableFuture<String> poll = client.poll(uuid, "");
        // That a second request gets through shows that the first one is held, not slow.
        client.get("/connect/qrcode/" + uuid);
        assertThat(poll).isNotDone();
        sandbox.scanAs(sandbox.users().get(0));
        assertThat(poll.get()).isEqualTo("window.wx_errcode=404;window.wx_code='';");
    }

    @Test
    void nothingHappens_isAnswered408AfterTheHold() throws Exception {
        restart(SandboxTimings.quick().withHold(Duration.ofMillis(50)));
        String uuid = client.openPage(AUTHORIZE);
        assertThat(client.poll(uuid, "").get()).isEqualTo("window.wx_errcode=408;window.wx_code='';");
        sandbox.scanAs(sandbox.users().get(0));
        assertThat(client.poll(uuid, "&last=404").get()).isEqualTo("window.wx_errcode=408;window.wx_code='';");
    }

    @Test
    void wholeWay_goesThroughTheCodesOfTheStateMachine() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        sandbox.scanAs(sandbox.users().get(0));
        assertThat(client.poll(uuid, "").get()).startsWith("window.wx_errcode=404;");
        sandbox.cancel();
        assertThat(client.poll(uuid, "&last=404").get()).isEqualTo("window.wx_errcode=403;window.wx_code='';");
        CompletableFuture<String> afterCancel = client.poll(uuid, "&last=403");
        sandbox.scanAs(sandbox.users().get(1));
        assertThat(afterCancel.get()).startsWith("window.wx_errcode=404;");
        CompletableFuture<String> afterScan = client.poll(uuid, "&last=404");
        sandbox.confirm();
        assertThat(afterScan.get()).matches("window\\.wx_errcode=405;window\\.wx_code='0[1-9]1[0-9A-Za-z]{29}';");
    }

    @Test
    void expiredByHand_isAnswered402() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        CompletableFuture<String> poll = client.poll(uuid, "");
        sandbox.expire();
        assertThat(poll.get()).isEqualTo("window.wx_errcode=402;window.wx_code='';");
    }

    @Test
    void expiringWhileHeld_isAnswered402LongBeforeTheHoldEnds() throws Exception {
        restart(SandboxTimings.quick().withHold(LONG).withQrLifetime(Duration.ofMillis(200)));
        String uuid = client.openPage(AUTHORIZE);
        assertThat(client.poll(uuid, "").get()).isEqualTo("window.wx_errcode=402;window.wx_code='';");
    }

    @Test
    void failedInsideWeChat_isAnswered500() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        sandbox.latestQrCode().fail();
        assertThat(client.poll(uuid, "").get()).isEqualTo("window.wx_errcode=500;window.wx_code='';");
    }

    @Test
    void unknownQrCode_isAnswered402() throws Exception {
        assertThat(client.poll("061unknown000000", "").get()).isEqualTo("window.wx_errcode=402;window.wx_code='';");
    }

    @Test
    void reply_isAScript() throws Exception {
        HttpResponse<String> reply = client.get("/connect/l/qrconnect?uuid=x");
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/javascript");
    }

    @Test
    void jsonVariant_isJson() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        sandbox.scanAs(sandbox.users().get(0));
        assertThat(client.poll(uuid, "&f=json").get()).isEqualTo("{\"wx_errcode\":404,\"wx_code\":\"\"}");
    }

    @Test
    void urlVariant_hasAddressAndNickname() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        sandbox.scanAs(sandbox.users().get(4));
        sandbox.confirm();
        String callback =
                sandbox.qrCode(uuid).orElseThrow().callback().orElseThrow().toString();
        assertThat(client.poll(uuid, "&f=url").get())
                .isEqualTo("window.wx_errcode=405;window.wx_redirecturl='" + callback.replace("&", "\\u0026")
                        + "';window.wx_nickname='Emma \\u0022O\\u0027Neil\\u0022 \\u003c\\u0026\\u003e';");
    }

    @Test
    void manyHeldPolls_holdNoThreads() throws Exception {
        restart(SandboxTimings.quick().withHold(Duration.ofMinutes(3))); // Longer than the client's own timeout.
        String uuid = client.openPage(AUTHORIZE);
        CompletableFuture<?>[] polls = new CompletableFuture<?>[60];
        for (int i = 0; i < polls.length; i++) {
            polls[i] = client.poll(uuid, "");
        }
        awaitHeld(polls.length);
        // More polls than the server has threads, and it still responds.
        assertThat(client.get("/phone").statusCode()).isEqualTo(200);
        sandbox.scanAs(sandbox.users().get(0));
        CompletableFuture.allOf(polls).get();
    }

    /** Waits by the server's own count: nothing else shows that a request has arrived. Each round sends a request. */
    private void awaitHeld(int polls) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (sandbox.heldPolls() < polls) {
            assertThat(client.get("/phone").statusCode()).isEqualTo(200);
            assertThat(System.nanoTime())
                    .as(() -> sandbox.heldPolls() + " polls are held")
                    .isLessThan(end);
        }
    }

    private void restart(SandboxTimings timings) {
        sandbox.close();
        sandbox = Client.sandbox().timings(timings).start();
        client = new Client(sandbox.uri());
    }
}
