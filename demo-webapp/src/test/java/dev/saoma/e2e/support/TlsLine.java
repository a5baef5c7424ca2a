package dev.saoma.e2e.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Sends https requests from chosen loopback addresses to a host without a DNS name, and accepts any certificate. */
public record TlsLine(String host, int port) {
    private static final X509TrustManager EVERYONE = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    /** Sends a GET with additional header lines, each with its line end; returns the status. */
    public int get(String path, String headers) throws IOException, GeneralSecurityException {
        return status("127.0.0.1", "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers, "");
    }

    /** Posts a form from another loopback address; returns the status. */
    public int post(String path, String form, String from) throws IOException, GeneralSecurityException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n";
        return status(from, head, form);
    }

    private int status(String from, String head, String body) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {EVERYONE}, null);
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true)) {
                secure.getOutputStream()
                        .write((head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
                secure.getOutputStream().flush();
                String line = new BufferedReader(
                                new InputStreamReader(secure.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                if (line == null) {
                    throw new IOException("no answer");
                }
                return Integer.parseInt(line.split(" ")[1]);
            }
        }
    }
}
