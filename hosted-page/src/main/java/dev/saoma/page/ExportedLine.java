package dev.saoma.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.saoma.page.database.PeopleTransfer.Admission;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.PeopleTransfer.Fingerprints;
import dev.saoma.page.database.PeopleTransfer.Invited;
import dev.saoma.page.database.PeopleTransfer.Line;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A line of an export of people, of this version or an earlier one, as it is read. Members that no version writes are refused. */
record ExportedLine(JsonObject json) {
    /** @throws JsonParseException stating what is wrong with the line */
    static Line read(String text) {
        ExportedLine line = new ExportedLine(StrictJson.object(text));
        if (line.json.has("fingerprints")) {
            return line.fingerprints();
        }
        return line.json.has("invitation") ? line.invitation() : line.person();
    }

    private Fingerprints fingerprints() {
        requireKnown("fingerprints");
        return new Fingerprints(map("fingerprints", ExportedLine::number));
    }

    private Invited invitation() {
        requireKnown("invitation", "roles", "createdAt", "expiresAt", "note");
        return new Invited(
                required("invitation", ExportedLine::text),
                list("roles", ExportedLine::text),
                required("createdAt", ExportedLine::number),
                required("expiresAt", ExportedLine::number),
                optional("note", ExportedLine::text));
    }

    private Exported person() {
        requireKnown(
                "subject",
                "wechatName",
                "displayName",
                "picture",
                "state",
                "stateWhy",
                "waitingCode",
                "endedBefore",
                "identities",
                "roles",
                "attributes",
                "applications");
        return new Exported(
                required("subject", ExportedLine::text),
                new Person.Profile(
                        optional("wechatName", ExportedLine::text),
                        optional("displayName", ExportedLine::text),
                        optional("picture", ExportedLine::text)),
                new Admission(
                        optional("state", ExportedLine::text),
                        optional("stateWhy", ExportedLine::text),
                        optional("waitingCode", ExportedLine::text),
                        optional("endedBefore", ExportedLine::number)),
                list("identities", ExportedLine::identity),
                list("roles", ExportedLine::text),
                map("attributes", ExportedLine::text),
                map("applications", ExportedLine::number));
    }

    private static WeChatId identity(JsonElement value) {
        if (!value.isJsonObject()) {
            throw new JsonParseException("an object expected");
        }
        ExportedLine identity = new ExportedLine(value.getAsJsonObject());
        identity.requireKnown("appId", "openid", "unionid");
        return new WeChatId(
                identity.required("appId", ExportedLine::text),
                identity.required("openid", ExportedLine::text),
                identity.optional("unionid", ExportedLine::text));
    }

    private void requireKnown(String... names) {
        Set<String> unknown = new TreeSet<>(json.keySet());
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new JsonParseException(
                    "unknown: " + String.join(", ", unknown) + "; expected: " + String.join(", ", names));
        }
    }

    private static String text(JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw new JsonParseException("a text expected");
    }

    private static Long number(JsonElement value) {
        if (value instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && primitive.getAsString().matches("[0-9]{1,18}")) {
            return primitive.getAsLong();
        }
        throw new JsonParseException("a number of milliseconds since 1970 expected");
    }

    private <T> T required(String name, Function<JsonElement, T> type) {
        T value = optional(name, type);
        if (value == null) {
            throw new JsonParseException(name + " is missing");
        }
        return value;
    }

    private <T> @Nullable T optional(String name, Function<JsonElement, T> type) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : typed(name, value, type);
    }

    private static <T> T typed(String name, JsonElement value, Function<JsonElement, T> type) {
        try {
            return type.apply(value);
        } catch (JsonParseException e) {
            throw new JsonParseException(name + ": " + e.getMessage(), e);
        }
    }

    private <T> List<T> list(String name, Function<JsonElement, T> type) {
        List<T> values = optional(name, array -> {
            if (!array.isJsonArray()) {
                throw new JsonParseException("an array expected");
            }
            List<T> all = new ArrayList<>();
            array.getAsJsonArray().forEach(value -> all.add(type.apply(value)));
            return all;
        });
        return values == null ? List.of() : values;
    }

    private <T> Map<String, T> map(String name, Function<JsonElement, T> type) {
        Map<String, T> values = optional(name, object -> {
            if (!object.isJsonObject()) {
                throw new JsonParseException("an object expected");
            }
            Map<String, T> all = new LinkedHashMap<>();
            object.getAsJsonObject().entrySet().forEach(one -> all.put(one.getKey(), type.apply(one.getValue())));
            return all;
        });
        return values == null ? Map.of() : values;
    }

    @Override
    public String toString() {
        return "ExportedLine[…]";
    }
}
