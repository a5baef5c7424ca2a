package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More clients that send or read almost nothing than the server has threads. Others do not notice. */
@Timeout(300)
class SlowClientsIT extends OnePage {
    private static final int CLIENTS = 650;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(1024);
        client.setSoTimeout(120_000);
        client.connect(new InetSocketAddress("127.0.0.1", page.issuer.getPort()));
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String head(String request, String... headers) {
        return request + " HTTP/1.1\r\nHost: " + page.issuer.getAuthority() + "\r\n" + String.join("", headers);
    }

    private void othersDoNotNotice() {
        assertThat(browser.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(browser.signIn(Browser.crm(), newScan())).containsKey("code");
    }

    @Test
    @DisplayName("D5: bodies that come a byte now and then hold no thread, with a length or in chunks")
    void slowBodies_holdNoThread() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            Socket client = connect();
            String form = "Content-Type: application/x-www-form-urlencoded\r\n";
            send(
                    client,
                    i % 2 == 0
                            ? head("POST /token", form, "Content-Length: 200\r\n\r\n", "g")
                            : head("POST /sdk/v1/status", form, "Transfer-Encoding: chunked\r\n\r\n", "1\r\ng\r\n"));
        }

        othersDoNotNotice();
        Socket client = clients.get(0);
        send(client, "rant_type=".concat("x".repeat(189)));
        assertThat(line(client)).isEqualTo("HTTP/1.1 401 Unauthorized");
    }

    @Test
    @DisplayName("D5: clients that do not read their answers hold no thread, however much they ask for")
    void slowReaders_holdNoThread() throws IOException {
        String script = head("GET /sdk/v1/saoma.js", "\r\n");
        for (int i = 0; i < CLIENTS; i++) {
            send(connect(), script.repeat(30)); // Together 800 KB: far more than the system buffers.
        }

        othersDoNotNotice();
    }

    private static String line(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = client.getInputStream();
        for (int next = in.read(); next > 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
