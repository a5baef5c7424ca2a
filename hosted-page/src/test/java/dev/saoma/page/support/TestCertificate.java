package dev.saoma.page.support;

import java.io.OutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key pair with a self-signed certificate, for 127.0.0.1 unless another host is named. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore keys;

    private TestCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** Creates one with the tool of the Java runtime, in a file in that directory. */
    public static TestCertificate make(Path directory) throws Exception {
        return make(directory, "ip:127.0.0.1");
    }

    /** Creates one for another host, such as {@code dns:api.example.com}. */
    public static TestCertificate make(Path directory, String host) throws Exception {
        Path file = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return new TestCertificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    }

    /** Returns the certificate in PEM. */
    public String pem() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Returns the certificate in DER. */
    public byte[] encoded() throws Exception {
        return keys.getCertificate("a").getEncoded();
    }

    /** Returns TLS for a server that presents the certificate. */
    public SSLContext server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }
}
