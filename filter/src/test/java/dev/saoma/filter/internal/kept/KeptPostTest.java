package dev.saoma.filter.internal.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.seal.Sealer;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptPostTest {
    private final Sealer sealer = new Sealer(new byte[32], Clock.systemUTC(), new SecureRandom());

    @Property(tries = 500)
    void sealedAndOpened_isTheSame(@ForAll byte[] body, @ForAll @StringLength(max = 200) String type) {
        KeptPost post = new KeptPost("/a?b", type, "user", body);

        String sealed = sealer.seal("x", post.encode(), Duration.ofMinutes(1));
        KeptPost opened = sealer.open("x", sealed).flatMap(KeptPost::decode).orElseThrow();

        assertThat(opened.body()).isEqualTo(body);
        assertThat(opened.contentType()).isEqualTo(type);
        assertThat(opened.target()).isEqualTo("/a?b");
        assertThat(opened.owner()).isEqualTo("user");
    }

    @Property(tries = 500)
    void anyBytes_decodeWithoutAnException(@ForAll byte[] bytes) {
        KeptPost.decode(bytes);
    }

    @Property(tries = 500)
    void partsAsBrowsersWriteThem_areReadByteForByte(
            @ForAll @Size(min = 1, max = 4) List<byte[]> contents,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String boundary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            Assume.that(!text.contains("--" + boundary)); // as browsers ensure
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));

        List<Part> parts = Multipart.parts("multipart/form-data; boundary=" + boundary, body.toByteArray());

        assertThat(parts).hasSameSizeAs(contents);
        for (int i = 0; i < contents.size(); i++) {
            assertThat(((KeptPart) parts.get(i)).bytes()).isEqualTo(contents.get(i));
        }
    }

    @Property(tries = 500)
    void anyBytes_areReadAsPartsWithoutAnException(@ForAll byte[] body) {
        Multipart.parts("multipart/form-data; boundary=x", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--x", "--x\r\n", "--x\r\nA: b\r\n\r\n", "--x\r\nA: b\r\n\r\nno end", "--x--"})
    void unfinishedMultipart_hasNoParts(String body) {
        assertThat(Multipart.parts("multipart/form-data; boundary=x", body.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void headerParameters_areFound() {
        String header = "form-data; name=\"a;b\"; filename=\"c %22d%22.txt\"; x=y";

        assertThat(Multipart.parameter(header, "name")).hasValue("a;b");
        assertThat(Multipart.parameter(header, "FileName")).hasValue("c \"d\".txt");
        assertThat(Multipart.parameter(header, "x")).hasValue("y");
        assertThat(Multipart.parameter(header, "y")).isEmpty();
    }
}
