package dev.saoma.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.Person;

/** People as JSON: all data of a person on one level, however it is grouped internally. */
final class PeopleJson {
    static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Person.class, (JsonSerializer<Person>) (person, type, context) -> of(person, context))
            .registerTypeAdapter(
                    Exported.class, (JsonSerializer<Exported>) (person, type, context) -> of(person, context))
            .create();

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
        add(json, context.serialize(person.admission()));
        json.add("identities", context.serialize(person.identities()));
        json.add("roles", context.serialize(person.roles()));
        json.add("attributes", context.serialize(person.attributes()));
        json.add("applications", context.serialize(person.applications()));
        return json;
    }

    private static void add(JsonObject json, JsonElement part) {
        part.getAsJsonObject().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    }
}
