package dev.saoma.page.console.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of a request to the API other than its query: the id in its path, and the members of its JSON object. Immutable.
 *
 * @param id the path segment at {@code {id}}; empty if the route has none
 */
public record ApiBody(String id, JsonObject members) {
    /** An empty body without id. */
    public static final ApiBody NONE = new ApiBody("", new JsonObject());

    /**
     * Reads the body strictly. An absent body counts as an object without members.
     *
     * @param id the path segment at {@code {id}}
     * @param allowed names of the accepted members
     * @throws Problem if the body is not JSON, too long, or has other members, or if the request has a query
     */
    public static ApiBody read(PageRequest request, String id, Set<String> allowed) throws Problem, IOException {
        if (request.hasQuery()) {
            throw Problem.invalid("the members belong into the body, not into a query");
        }
        boolean none = request.header("Content-Type").isEmpty()
                && request.header("Transfer-Encoding").isEmpty()
                && request.header("Content-Length").orElse("0").equals("0");
        if (none) {
            return new ApiBody(id, new JsonObject());
        }
        JsonObject object;
        try {
            object = StrictJson.object(request.json());
        } catch (HttpError e) {
            throw e.code().status() == 413
                    ? new Problem(413, "too-large", "Body too large", e.detail())
                    : new Problem(415, "media-type", "Media type not supported", e.detail());
        } catch (JsonParseException e) {
            throw new Problem(400, "malformed", "Not strict JSON", e.getMessage());
        }
        for (String name : object.keySet()) {
            if (!allowed.contains(name)) {
                throw Problem.invalid(expected(allowed));
            }
        }
        return new ApiBody(id, object);
    }

    private static String expected(Set<String> allowed) {
        return allowed.isEmpty()
                ? "no members are taken"
                : "only these members are taken: "
                        + String.join(", ", allowed.stream().sorted().toList());
    }

    /** Returns a text, stripped; empty if missing, null or blank. */
    public Optional<String> text(String name) throws Problem {
        JsonElement value = members.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        return Optional.of(text(name, value).strip()).filter(text -> !text.isEmpty());
    }

    /** Returns the text of a required member, as {@link #text} does. */
    public String requiredText(String name) throws Problem {
        return text(name).orElseThrow(() -> Problem.invalid(name + " is missing"));
    }

    /** Returns the texts of an array; an empty list if it is missing or null. */
    public List<String> texts(String name) throws Problem {
        JsonElement value = members.get(name);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw Problem.invalid(name + ": an array of texts expected");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement one : array) {
            texts.add(text(name, one));
        }
        return texts;
    }

    /** Returns the members of a required object as lists; each value is a text, an array of texts, or a boolean. */
    public Map<String, List<String>> lists(String name) throws Problem {
        if (!(members.get(name) instanceof JsonObject object)) {
            throw Problem.invalid(name + ": an object expected, with a text or an array of texts for each key");
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> one : object.entrySet()) {
            if (one.getValue() instanceof JsonArray) {
                lists.put(one.getKey(), new ApiBody(id, object).texts(one.getKey()));
            } else if (one.getValue() instanceof JsonPrimitive flag && flag.isBoolean()) {
                lists.put(one.getKey(), List.of(flag.getAsString()));
            } else {
                lists.put(one.getKey(), List.of(text(one.getKey(), one.getValue())));
            }
        }
        return lists;
    }

    /** Returns a whole number; empty if missing or null. */
    public Optional<Integer> number(String name) throws Problem {
        JsonElement value = members.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!(value instanceof JsonPrimitive primitive)
                || !primitive.isNumber()
                || !primitive.getAsString().matches("[0-9]{1,9}")) {
            throw Problem.invalid(name + ": a whole number expected");
        }
        return Optional.of(primitive.getAsInt());
    }

    /** Returns a text that every database can store: without control characters and unpaired surrogates. */
    private static String text(String name, JsonElement value) throws Problem {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw Problem.invalid(name + ": text expected");
        }
        String text = primitive.getAsString();
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw Problem.invalid(name + ": text without control characters expected");
        }
        return text;
    }

    @Override
    public String toString() {
        return "ApiBody[…]";
    }
}
