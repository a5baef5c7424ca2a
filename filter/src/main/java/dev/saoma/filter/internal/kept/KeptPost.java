package dev.saoma.filter.internal.kept;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A posted form as it was sent. The arrays are not copied: it lives for one request. */
final class KeptPost {
    private static final int VERSION = 1;

    private final String target;
    private final String contentType;
    private final String owner;
    private final byte[] body;

    /**
     * @param target path and query as in the request line
     * @param contentType as sent, with its parameters; empty if there was none
     * @param owner subject of the user whose page it came from; empty if no user had signed in before
     */
    KeptPost(String target, String contentType, String owner, byte[] body) {
        this.target = target;
        this.contentType = contentType;
        this.owner = owner;
        this.body = body;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(target);
            out.writeUTF(contentType);
            out.writeUTF(owner);
            out.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Decodes a form; empty if another version of this jar encoded it. */
    static Optional<KeptPost> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            String target = in.readUTF();
            String contentType = in.readUTF();
            String owner = in.readUTF();
            byte[] body = new byte[in.available()];
            in.readFully(body);
            return Optional.of(new KeptPost(target, contentType, owner, body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String target() {
        return target;
    }

    String contentType() {
        return contentType;
    }

    String owner() {
        return owner;
    }

    byte[] body() {
        return body;
    }
}
