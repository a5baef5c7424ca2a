package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Owners who remove administrators, and cannot remove the last owner. */
@Timeout(300)
class ConsoleAdministratorsIT {
    @TempDir
    Path directory;

    private ConsoleUnderTest console;

    @BeforeEach
    void start() {
        console = new ConsoleUnderTest(directory, "everybody", "");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    @DisplayName("5B, Duties: who is removed is out at the next request, and the browser is forgotten")
    void removedAdministrator_isOutAtOnce() {
        Browser owner = console.owner("c1");
        Browser operator = console.administrator(owner, "Op", "operator", "d");
        assertThat(operator.get("/people").statusCode()).isEqualTo(200);
        String page = owner.get("/administrators").body();
        List<String> ids = java.util.regex.Pattern.compile("/administrators/one\\?id=([A-Za-z0-9]+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        String confirm = owner.get("/administrators/remove?id=" + ids.get(1)).body();
        String typed = confirm.replaceAll("(?s).*<bdi class=\"typed\">([^<]+)</bdi>.*", "$1");

        HttpResponse<String> removed = console.write(
                owner, "/administrators/remove", Map.of("id", ids.get(1), "version", "1", "typed", typed));

        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(303);
        assertThat(operator.get("/people").statusCode()).isEqualTo(303);
        assertThat(console.scan(operator, "d3").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("5B, Security 6: the last owner cannot be removed, and cannot be made less")
    void lastOwner_stays() {
        Browser owner = console.owner("c1");
        String id =
                owner.get("/administrators").body().replaceAll("(?s).*/administrators/one\\?id=([A-Za-z0-9]+).*", "$1");
        String typed = owner.get("/administrators/remove?id=" + id)
                .body()
                .replaceAll("(?s).*<bdi class=\"typed\">([^<]+)</bdi>.*", "$1");

        assertThat(console.write(owner, "/administrators/remove", Map.of("id", id, "version", "1", "typed", typed))
                        .body())
                .contains("最后一位所有者");
        assertThat(console.write(owner, "/administrators/duty", Map.of("id", id, "version", "1", "duty", "auditor"))
                        .body())
                .contains("最后一位所有者");
        assertThat(owner.get("/administrators").body()).contains(id);
    }
}
