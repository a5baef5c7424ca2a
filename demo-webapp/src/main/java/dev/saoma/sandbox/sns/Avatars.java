package dev.saoma.sandbox.sns;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.model.SandboxUser;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users' pictures at addresses of WeChat's form: the last segment is the size, {@code 0} for 640 pixels, or 46, 64, 96, 132.
 */
public final class Avatars {

    private static final Pattern PATH = Pattern.compile("/mmopen/vi_32/([a-z0-9]{1,40})/(0|46|64|96|132)");

    private Avatars() {}

    /** Returns the URL of a user's picture; empty for a user without one. */
    static String url(URI base, SandboxUser user) {
        return user.avatar().isEmpty() ? "" : base + path(user);
    }

    /** Returns the path of a user's picture. */
    public static String path(SandboxUser user) {
        return "/mmopen/vi_32/" + user.avatar() + "/132";
    }

    /** Returns the picture at the path, or 404. */
    public static Reply answer(Call call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Reply.plain(404, "no such picture; the last part of the address is the size: 0, 46, 64, 96 or 132");
        }
        int size = Integer.parseInt(path.group(2));
        byte[] png = AvatarImage.pngOf(path.group(1), size == 0 ? 640 : size);
        return new Reply(200, "image/png", png, Map.of());
    }
}
