package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.http.Cors.Origins;
import dev.saoma.page.http.Route;
import dev.saoma.page.http.Route.Place;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the routing table, as docs/page/routes.md prints it and as the running server behaves. The test acts as the
 * proxy in front, and sets the addresses of requests. With {@code -DargLine=-Ddocs.write} it writes the tables into the
 * document.
 */
class RoutesIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "page", "routes.md");
    private static final String VERIFICATION = "/MP_verify_a1B2c3D4e5F6g7H8.txt";
    /** Origins of an application without Authing's SDK, of one with it, and of none. */
    private static final String SITE = "http://localhost:8092";

    private static final String AUTHING_SITE = "http://localhost:8091";
    private static final String FOREIGN = "https://evil.example";
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    static final String SETTINGS = """
              - { clientId: site, name: Site, origins: ["%s"] }
              - { clientId: store, name: Store, origins: ["%s"], authingSdk: true }
            trustedProxies: ["127.0.0.0/8"]
            limits: { signInsPerAddress: 4, callbacksPerAddress: 20, tokenCallsPerAddress: 20 }
            directory: { admission: everybody }
            """.formatted(SITE, AUTHING_SITE);

    @TempDir
    static Path directory;

    private static PageUnderTest page;
    private static int addresses;

    @BeforeAll
    static void startPage() {
        page = PageUnderTest.withWeChat(
                directory, "", "verificationFiles: [{ name: " + VERIFICATION.substring(1) + " }], ", SETTINGS);
    }

    @AfterAll
    static void stopPage() {
        page.close();
    }

    static List<Route> routes() {
        return page.router().routes();
    }

    private static HttpResponse<String> send(String method, Route route, String... headers) {
        return send(newAddress(), method, route, headers);
    }

    private static String newAddress() {
        addresses++;
        return "198.51." + addresses / 250 + "." + (1 + addresses % 250);
    }

    private static HttpResponse<String> send(String address, String method, Route route, String... headers) {
        boolean form = method.equals("POST");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page.issuer + path(route)))
                .method(method, form ? BodyPublishers.ofString("x=y") : BodyPublishers.noBody())
                .header("X-Forwarded-For", address);
        if (form) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return new Browser(page.issuer).send(request, headers);
    }

    /** Returns an address that the row serves. */
    private static String path(Route route) {
        return switch (route.path()) {
            case "/sdk/v1/" -> "/sdk/v1/saoma.js";
            case "/connections/social/" -> "/connections/social/wechat:pc";
            default -> route.path();
        };
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void methods_areThoseOfTheRow_andAllOthersGet405(Route route) {
        for (String method : METHODS) {
            HttpResponse<String> response = send(method, route);

            if (route.methods().contains(method)) {
                assertThat(response.statusCode()).as(method).isNotEqualTo(405);
                assertThat(header(response, "Allow")).as(method).isEmpty();
            } else {
                assertThat(response.statusCode()).as(method).isEqualTo(isAuthing(route) ? 404 : 405);
                assertThat(header(response, "Allow")).as(method).contains(list(route.methods()));
            }
        }
    }

    private static boolean isAuthing(Route route) {
        return route.errors().name().equals("AUTHING");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void errors_areRenderedAsTheRowSays(Route route) {
        String wrong = METHODS.stream()
                .filter(method -> !route.methods().contains(method) && !method.equals("HEAD"))
                .findFirst()
                .orElse("GET"); // A row for every method, which is not offered.

        assertThat(style(send(wrong, route))).isEqualTo(route.errors().name());
    }

    private static String style(HttpResponse<String> response) {
        assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
        if (header(response, "Content-Type").orElse("").startsWith("text/html")) {
            return "HTML";
        }
        JsonObject json = JsonParser.parseString(response.body()).getAsJsonObject();
        return json.has("error") ? "OAUTH" : json.has("code") && json.has("message") ? "AUTHING" : "PROBLEM";
    }

    @ParameterizedTest
    @MethodSource("routes")
    void responses_areReadableForTheOriginsOfTheRow(Route route) {
        String method = new TreeSet<>(route.methods()).first();
        for (String origin : List.of(SITE, AUTHING_SITE, FOREIGN, "null", page.issuer.toString())) {
            HttpResponse<String> response = send(method, route, "Origin", origin);
            HttpResponse<String> preflight =
                    send("OPTIONS", route, "Origin", origin, "Access-Control-Request-Method", method);

            boolean may = switch (route.origins()) {
                case NONE, OWN_PAGES, ANYBODY -> false;
                case REGISTERED -> origin.equals(SITE) || origin.equals(AUTHING_SITE);
                case AUTHING_SDK -> origin.equals(AUTHING_SITE);
            };
            String expected = route.origins() == Origins.ANYBODY ? "*" : may ? origin : null;
            assertThat(header(response, "Access-Control-Allow-Origin"))
                    .as(origin)
                    .isEqualTo(Optional.ofNullable(expected));
            assertThat(header(response, "Access-Control-Allow-Credentials"))
                    .as(origin)
                    .isEqualTo(may && route.origins() == Origins.AUTHING_SDK ? Optional.of("true") : Optional.empty());
            assertThat(header(preflight, "Access-Control-Allow-Origin"))
                    .as(origin)
                    .isEqualTo(may ? Optional.of(origin) : Optional.empty());
            assertThat(header(preflight, "Access-Control-Allow-Methods"))
                    .as(origin)
                    .isEqualTo(may ? Optional.of(list(route.methods())) : Optional.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void requestsOfOtherSites_areRefusedWhereTheRowSaysOwnPages(Route route) {
        if (route.origins() != Origins.OWN_PAGES) {
            return;
        }
        assertThat(send("POST", route, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(send("POST", route, "Origin", FOREIGN).statusCode()).isEqualTo(403);
        assertThat(send("POST", route).statusCode()).isEqualTo(403);
        assertThat(send("POST", route, "Sec-Fetch-Site", "same-origin").statusCode())
                .isNotEqualTo(403);
        assertThat(send("POST", route, "Origin", page.issuer.toString()).statusCode())
                .isNotEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void limit_isThatOfTheRow(Route route) {
        String address = newAddress();
        String method = new TreeSet<>(route.methods()).first();
        Optional<HttpResponse<String>> refused = Stream.generate(() -> send(address, method, route))
                .limit(100)
                .filter(response -> response.statusCode() == 429)
                .findFirst();

        switch (route.limit()) {
            case PROBES -> assertThat(refused).isEmpty();
            case SIGN_INS, CALLBACKS ->
                assertThat(header(refused.orElseThrow(), "Retry-After")).isPresent();
            case DOCUMENTS, CALLS, CLIENT_CALLS -> {
                assertThat(header(refused.orElseThrow(), "Retry-After")).isPresent();
                if (!method.equals("HEAD")) {
                    assertThat(style(refused.get())).isEqualTo(route.errors().name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void place_isThatOfTheRow(Route route) throws IOException {
        String method = new TreeSet<>(route.methods()).first();

        assertThat(header(send(method, route), "Cross-Origin-Opener-Policy"))
                .isEqualTo(route.place() == Place.POPUP_CHAIN ? Optional.empty() : Optional.of("same-origin"));
        assertThat(statusAtHost("other.example", method, route) == 421).isEqualTo(route.place() != Place.ANY_HOST);
    }

    private static int statusAtHost(String host, String method, Route route) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), page.issuer.getPort())) {
            String request = method + " " + path(route) + " HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-For: "
                    + newAddress() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(response.split(" ", 3)[1]);
        }
    }

    @Test
    void document_hasEveryRow() throws IOException {
        List<Route> authing =
                routes().stream().filter(route -> isOfAuthing(route.path())).toList();
        List<Route> ours =
                routes().stream().filter(route -> !isOfAuthing(route.path())).toList();
        String text = Files.readString(DOCUMENT);
        String expected = withTable(withTable(text, "page", table(ours)), "authing", table(authing));
        if (System.getProperty("docs.write") != null) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("run this test with -DargLine=-Ddocs.write to print the tables into %s", DOCUMENT)
                .isEqualTo(expected);
        assertThat(ours).hasSizeGreaterThan(25);
        assertThat(authing).hasSizeGreaterThan(15);
    }

    private static boolean isOfAuthing(String path) {
        return Stream.of("/connections/", "/login/", "/graphql/", "/api/", "/cas/", "/oauth/", "/oidc/")
                .anyMatch(path::startsWith);
    }

    private static String withTable(String text, String name, String table) {
        String begin = "<!-- table: " + name + " -->\n";
        String end = "<!-- end of table -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from);
        assertThat(from).as("the place of table %s", name).isNotNegative();
        assertThat(to).isGreaterThan(from);
        return text.substring(0, from + begin.length()) + table + text.substring(to);
    }

    private static String table(List<Route> rows) {
        return rows.stream()
                .map(route -> "| `" + (route.path().equals(VERIFICATION) ? "/MP_verify_….txt" : route.path()) + "` | "
                        + (route.methods().size() == METHODS.size() ? "every one" : list(route.methods())) + " | `"
                        + route.errors().name() + "` | `" + route.origins() + "` | `" + route.limit() + "` | `"
                        + route.place() + "` |\n")
                .collect(Collectors.joining(
                        "",
                        "| address | methods | errors | origins | limit | place |\n|---|---|---|---|---|---|\n",
                        ""));
    }

    private static String list(Set<String> methods) {
        return String.join(", ", new TreeSet<>(methods));
    }
}
