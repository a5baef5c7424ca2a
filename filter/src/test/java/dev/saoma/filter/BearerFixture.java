package dev.saoma.filter;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** An application and a program that calls it with tokens of its provider. */
abstract class BearerFixture extends AppFixture {
    final Browser program = new Browser();

    final HttpResponse<String> get(String path, String token) {
        return program.call(app.url(path), token);
    }

    final String token(Object... changes) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            map.put((String) changes[i], changes[i + 1]);
        }
        return provider.bearerToken(map);
    }
}
