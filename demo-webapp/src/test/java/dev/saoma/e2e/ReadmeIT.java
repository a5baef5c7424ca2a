package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.demo.DemoSite;
import dev.saoma.demo.LegacyWar;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Sites;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the README work as they are; only host names are replaced by loopback ones. */
class ReadmeIT {
    /** The variable {@code CRM_SECRET} of the snippets, which the build sets for the tests. */
    private static final String CRM_SECRET = System.getenv("CRM_SECRET");

    @TempDir
    Path folder;

    @Test
    void yamlSnippet_isAcceptedByTheHostedPage() throws IOException {
        PageSettings settings = PageSettings.parse(
                snippet("page.yaml"),
                folder,
                Map.of("WECHAT_SECRET", "0123456789abcdef0123456789abcdef", "CRM_SECRET", CRM_SECRET));

        assertThat(settings.pool().issuer()).hasToString("https://login.example.cn");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void sandboxSnippet_withAnApplication_isAcceptedByTheHostedPage() throws IOException {
        PageSettings settings = PageSettings.parse(
                snippet("sandbox.yaml") + "applications:\n" + snippet("shop.yaml"), folder, Map.of());

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.pool().application("shop")).isPresent();
    }

    @Test
    void webXmlSnippet_protectsAnEmptyWar_andTheHostedPageKnowsIt() throws Exception {
        ServerSocketChannel socket = Loopback.bind(0);
        URI application = LegacyWar.url(socket);
        try (DemoSite site = Sites.quick()
                .application("crm", CRM_SECRET, URI.create(application + "/saoma/callback"))
                .start()) {
            String filter = snippet("web.xml")
                    .replace("https://login.example.cn", site.page().toString())
                    .replace("https://crm.example.cn", application.toString());
            try (LegacyWar war =
                    LegacyWar.start(war(filter), socket, Map.of("providerTimeout", Sites.PROVIDER_TIMEOUT), "")) {
                assertThat(war).isNotNull();

                HttpResponse<String> challenge = navigate(URI.create(application + "/orders"));
                assertThat(challenge.statusCode()).isEqualTo(302);
                URI loginPage =
                        URI.create(challenge.headers().firstValue("Location").orElseThrow());
                assertThat(loginPage.toString()).startsWith(site.page() + "/authorize?");
                assertThat(navigate(loginPage).statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> navigate(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private Path war(String filter) throws IOException {
        Path war = folder.resolve("crm.war");
        Path dropIn = dropInJar();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            zip.write(
                    ("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"5.0\">" + filter + "</web-app>")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + dropIn.getFileName()));
            Files.copy(dropIn, zip);
        }
        return war;
    }

    private static Path dropInJar() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "drop-in"))) {
            return jars.findFirst().orElseThrow();
        }
    }

    static String snippet(String name) throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher matcher = Pattern.compile(
                        "<!-- tested: " + Pattern.quote(name) + " -->\\n```[a-z]+\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(matcher.find())
                .as("the README has a snippet marked %s", name)
                .isTrue();
        return matcher.group(1);
    }
}
