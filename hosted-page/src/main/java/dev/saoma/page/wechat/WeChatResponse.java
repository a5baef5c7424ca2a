package dev.saoma.page.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.saoma.page.json.StrictJson;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON object in a response of WeChat's that is not an error. */
final class WeChatResponse {
    private static final int MAX_ID_CHARS = 128;
    private static final Pattern REQUEST_ID = Pattern.compile("rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})");

    private final JsonObject json;

    private WeChatResponse(JsonObject json) {
        this.json = json;
    }

    static WeChatResponse of(String body) throws WeChatException {
        JsonObject json = object(body);
        int errcode = errcode(json.get("errcode"));
        if (errcode != 0) {
            String message = "errcode " + errcode + requestId(json) + ". " + WeChatFailure.advice(errcode);
            throw new WeChatException(WeChatFailure.of(errcode), errcode, message.strip());
        }
        return new WeChatResponse(json);
    }

    /** Returns a text that is not blank; empty if absent or of another type. */
    Optional<String> text(String name) {
        JsonElement value = json.get(name);
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? Optional.of(primitive.getAsString()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** Returns an identifier, which must be a text if it is present. */
    Optional<String> id(String name) throws WeChatException {
        JsonElement value = json.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw new WeChatException(WeChatFailure.REFUSED, name + " is not a text");
        }
        String id = primitive.getAsString();
        if (id.length() > MAX_ID_CHARS || !id.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new WeChatException(WeChatFailure.REFUSED, name + " is too long or has strange characters");
        }
        return Optional.of(id).filter(text -> !text.isEmpty());
    }

    String requiredId(String name) throws WeChatException {
        return id(name).orElseThrow(() -> new WeChatException(WeChatFailure.REFUSED, name + " is missing"));
    }

    /** Whether the flag is set; WeChat writes 1. */
    boolean flag(String name) {
        return json.get(name) instanceof JsonPrimitive primitive
                && (primitive.getAsString().equals("1")
                        || primitive.getAsString().equals("true"));
    }

    private static JsonObject object(String body) throws WeChatException {
        // WeChat has sent raw control characters within texts; JSON forbids them, and spaces in their place do no harm.
        String clean = body.chars().anyMatch(c -> c < 0x20) ? body.replaceAll("[\\x00-\\x1f]", " ") : body;
        try {
            return StrictJson.object(clean);
        } catch (JsonParseException e) {
            throw new WeChatException(
                    WeChatFailure.UNREACHABLE, "the answer is refused: " + e.getMessage() + "; is it WeChat's?");
        }
    }

    private static WeChatException malformed() {
        return new WeChatException(WeChatFailure.UNREACHABLE, "errcode is no number; is the answer WeChat's?");
    }

    private static int errcode(JsonElement value) throws WeChatException {
        if (value == null) {
            return 0;
        }
        try {
            return value.getAsInt();
        } catch (RuntimeException e) {
            throw malformed();
        }
    }

    private static String requestId(JsonObject json) {
        if (!(json.get("errmsg") instanceof JsonPrimitive errmsg)) {
            return "";
        }
        Matcher matcher = REQUEST_ID.matcher(errmsg.getAsString());
        return matcher.find() ? ", rid " + matcher.group(1) : "";
    }
}
