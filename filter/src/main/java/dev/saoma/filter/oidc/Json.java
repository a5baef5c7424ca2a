package dev.saoma.filter.oidc;

import com.google.gson.Gson;
import io.jsonwebtoken.gson.io.GsonDeserializer;
import io.jsonwebtoken.io.Deserializer;
import java.util.Map;

/** The JSON reader given to jjwt, named here so that jjwt does not search the class path of the application for one. */
final class Json {
    static final Deserializer<Map<String, ?>> READER = new GsonDeserializer<>(new Gson());

    private Json() {}
}
