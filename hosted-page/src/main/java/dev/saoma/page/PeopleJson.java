package dev.saoma.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.reflect.TypeToken;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.PersonProfile.WeChatId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People as JSON: all data of a person on one level, however it is grouped internally. */
final class PeopleJson {
    static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Person.class, (JsonSerializer<Person>) (person, type, context) -> of(person, context))
            .registerTypeAdapter(
                    Exported.class, (JsonSerializer<Exported>) (person, type, context) -> of(person, context))
            .registerTypeAdapter(Exported.class, (JsonDeserializer<Exported>)
                    (json, type, context) -> exported(json.getAsJsonObject()))
            .create();

    private static final Gson PLAIN = new Gson();

    private PeopleJson() {}

    private static JsonObject of(Person person, JsonSerializationContext context) {
        JsonObject json = new JsonObject();
        json.addProperty("subject", person.subject());
        add(json, context.serialize(person.profile()));
        add(json, context.serialize(person.status()));
        add(json, context.serialize(person.activity()));
        json.addProperty("note", person.note());
        json.addProperty("version", person.version());
        json.add("roles", context.serialize(person.roles()));
        json.add("attributes", context.serialize(person.attributes()));
        return json;
    }

    private static JsonObject of(Exported person, JsonSerializationContext context) {
        JsonObject json = new JsonObject();
        json.addProperty("subject", person.subject());
        add(json, context.serialize(person.profile()));
        json.addProperty("state", person.state());
        json.addProperty("stateWhy", person.stateWhy());
        json.add("identities", context.serialize(person.identities()));
        json.add("roles", context.serialize(person.roles()));
        json.add("attributes", context.serialize(person.attributes()));
        return json;
    }

    private static void add(JsonObject json, JsonElement part) {
        part.getAsJsonObject().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    }

    private static Exported exported(JsonObject json) {
        return new Exported(
                text(json, "subject").orElse(null),
                PLAIN.fromJson(json, Person.Profile.class),
                text(json, "state").orElse(null),
                text(json, "stateWhy").orElse(null),
                PLAIN.fromJson(json.get("identities"), new TypeToken<@Nullable List<WeChatId>>() {}),
                PLAIN.fromJson(json.get("roles"), new TypeToken<@Nullable List<String>>() {}),
                PLAIN.fromJson(json.get("attributes"), new TypeToken<@Nullable Map<String, String>>() {}));
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(PLAIN.fromJson(json.get(name), String.class));
    }
}
