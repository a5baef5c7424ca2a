package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake is reported with its key and its fix. */
class SettingsMistakesTest extends SettingsFixture {
    @Test
    @DisplayName("C1: one message lists all that is missing")
    void nothing_listsEveryMissingKey() {
        assertThat(mistakes(Map.of()))
                .containsExactly(
                        "issuer: is missing – for example https://login.example.com",
                        "clientId: is missing – for example crm, as registered at the hosted page",
                        "appUrl: is missing – for example https://www.example.com/crm",
                        "clientSecret: is missing, and so is cookieKey, which a client without a secret needs – set"
                                + " clientSecret as registered at the provider, or set cookieKey, made with: openssl"
                                + " rand -hex 32");
    }

    @Test
    @DisplayName("C12: a misspelt key is answered with the nearest one")
    void misspeltKey_isAnsweredWithTheNearest() {
        values.remove("clientSecret");
        values.put("client-secert", SECRET);

        assertThat(mistakes(values)).contains("client-secert: no such setting – did you mean clientSecret?");
    }

    @ParameterizedTest
    @DisplayName("C1: mistakes in what has lines")
    @CsvSource(
            delimiter = '|',
            value = {
                "roles|/admin/*|cannot read the line \"/admin/*\" – write lines like /admin/* = admin, owner",
                "roles|/admin/* =|cannot read the line \"/admin/* =\"",
                "roles|admin = boss|pattern admin must begin with / or be like *.css – write /page, /folder/*, *.do or /*",
                "roles|/a = x; /a = y|pattern /a is there twice – write its roles in one line",
                "sessionAttributes|LOGIN_USER|cannot read the line \"LOGIN_USER\" – write lines like LOGIN_USER = unionid",
                "sessionAttributes|a = b = c|cannot read the line",
                "requestAttributes|dev.saoma.x = sub|belongs to the filter – choose another name",
                "requestAttributes|a = sub; a = name|attribute a is there twice",
                "rolesFile|/no/such/file|cannot read /no/such/file – create the file, or correct the path",
                "keyCache|/no/such/folder/keys|/no/such/folder/keys is not a file in a folder that exists",
                "userMapper|com.example.My Users|is not the name of a class – write for example com.example.crm.CrmUsers",
                "apiPaths|api|must begin with / or be like *.css",
                "logout|everywhere|is neither provider nor local – write local, or leave it out",
                "logoutReturn|https://evil.example/|is not a path inside the application – write for example /goodbye",
                "logoutReturn|//evil.example|is not a path inside the application",
                "logoutReturn|/saoma/logout|is an address of the filter itself – write a page of the application",
                "logoutNodes|crm-nodes:8080|entry 1 is no address of a node – write the address at which",
                "logoutNodes|http://a:8080/crm http://b:8080/crm/|entry 2 is no address",
                "logoutNodes|ftp://a/crm|entry 1 is no address",
                "logoutNodes|http://u:p@a/crm|entry 1 is no address",
                "logoutNodes|http://a/crm?x|entry 1 is no address",
                "bearerAudiences|,crm|has an empty entry – remove the comma"
            })
    void mistakeInALine_isNamed(String key, String value, String mistake) {
        values.put(key, value);

        assertThat(mistakes(values))
                .singleElement()
                .asString()
                .startsWith(key + ": ")
                .contains(mistake);
    }

    @ParameterizedTest
    @DisplayName("C2, C3, C4, C7, C10, C11, C13: each mistake is named with its key")
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer|http://login.example.com|uses http",
                "issuer|ftp://login.example.com|is not a URL with https and a host – for example https://www.example.com",
                "issuer|login.example.com|is not a URL with https and a host – write https://login.example.com",
                "appUrl|www.example.com:8443/crm|is not a URL with https and a host – write https://www.example.com:8443/crm",
                "issuer|https://login.example.com?x=1|holds a query, a fragment or a user",
                "issuer|https://u:p@login.example.com|holds a query, a fragment or a user",
                "issuer|https://login example|is not a URL",
                "appUrl|https://www.example.com/crm/|ends with a slash",
                "appUrl|https://www.example.com/a/../crm|has a path that can be read in two ways",
                "appUrl|http://127.0.0.1.evil.example/crm|uses http",
                "appUrl|http://localhost.evil.example/crm|uses http",
                "appUrl|https://CRM.example.cn/a|is not in the form that browsers use – write https://crm.example.cn/a",
                "appUrl|https://crm.example.cn:443|is not in the form that browsers use – write https://crm.example.cn",
                "appUrl|https://crm.example.cn:0443/a|is not in the form that browsers use – write https://crm.example.cn/a",
                "appUrl|https://crm.example.cn:/a|is not in the form that browsers use – write https://crm.example.cn/a",
                "appUrl|http://LOCALHOST:80/a|is not in the form that browsers use – write http://localhost/a",
                "backChannelUrl|http://page:8080|uses http",
                "clientId|\"crm\"|is written in quotation marks",
                "clientId|crm\u200b|holds the invisible character U+200B",
                "clientSecret|short|is shorter than 32 characters",
                "cookieKey|c2hvcnQ=|is not 32 bytes in hexadecimal or base64",
                "cookieKey|not base64!|is not 32 bytes in hexadecimal or base64",
                "cookieKey|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=|is not random",
                "clockSkew|PT5M1S|is out of range",
                "clockSkew|60|is not a duration",
                "idle|PT0S|is out of range",
                "idle|PT9H|is longer than lifetime PT8H",
                "lifetime|P100D|is out of range",
                "path|/saoma/|is not a plain path",
                "path|saoma|is not a plain path",
                "trustedProxies|0.0.0.0/0|0.0.0.0/0 is everybody",
                "trustedProxies|10.0.0.1, ::/0|::/0 is everybody",
                "trustedProxies|10.1.2.3/8|10.1.2.3/8 has bits set behind /8",
                "trustedProxies|proxy.example.cn|is no address or range",
                "scrubHeaders|X-User Cookie|Cookie cannot be taken out of a request",
                "scrubHeaders|X-User:|X-User: is not the name of a header",
                "reportOnly|yes|is neither true nor false",
                "signInListener|com/example/Audit|is not the name of a class",
                "publicPaths|/ok /*|pattern 2 (/*) would cover the whole application",
                "publicPaths|health|pattern 1 (health) must begin with /",
            })
    void mistake_isNamed(String key, String value, String why) {
        values.put(key, value);

        assertThat(mistakes(values))
                .singleElement()
                .asString()
                .startsWith(key + ": ")
                .contains(why);
    }

    @Test
    void lineBreakInsideAValue_isNamed() {
        values.put("clientId", "cr\nm");

        assertThat(mistakes(values))
                .containsExactly("clientId: holds the invisible character U+000A – type the value again");
    }

    @Test
    void emptyValue_isNamed() {
        values.put("clientId", "  ");

        assertThat(mistakes(values)).containsExactly("clientId: is empty – give it a value or remove it");
    }

    @Test
    void valueOfAReference_isNotResolvedAgain() {
        values.put("clientId", "${env:A}");

        assertThat(mistakes(values, (kind, name) -> Optional.of("${env:B}")))
                .singleElement()
                .asString()
                .startsWith("clientId: holds an unfinished reference");
    }

    @Test
    @DisplayName("C13: unresolved references are named, without being called missing as well")
    void unknownReference_isNamedOnce() {
        values.put("clientId", "${env:NOPE}");
        values.put("clientSecret", "${vault:x}");
        References references = new SystemReferences();

        assertThat(mistakes(values, references))
                .containsExactlyInAnyOrder(
                        "clientId: ${env:NOPE} has no value – define it for this process, or write the value here",
                        "clientSecret: ${vault:x}: kinds of references are env, file, sys and jndi – check the reference");
    }

    @Test
    @DisplayName("C16: no secret in toString or in messages")
    void secret_isNeverShown() {
        values.put("cookieKey", "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=");
        assertThat(Settings.of(values).toString()).doesNotContain(SECRET).doesNotContain("J8X5");

        values.put("clientSecret", "short-s3cret");
        values.put("cookieKey", "short-k3y");
        assertThat(String.join("\n", mistakes(values))).doesNotContain("s3cret", "k3y");
    }

    @Property(tries = 500)
    void anyText_isEitherTakenOrNamed(@ForAll String text, @ForAll("keys") String key) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put(key, text);
        try {
            Settings.of(changed, (kind, name) -> Optional.empty());
        } catch (InvalidSettingsException e) {
            assertThat(e.mistakes()).isNotEmpty();
        }
    }

    @net.jqwik.api.Provide
    static net.jqwik.api.Arbitrary<String> keys() {
        return net.jqwik.api.Arbitraries.of(Settings.keys());
    }

    @Test
    void exception_isAnIllegalArgument() {
        assertThatThrownBy(() -> Settings.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The Saoma sign-in filter cannot start; settings to correct: 4\n  - issuer: ");
    }

    @Test
    @DisplayName("what everybody on the machine may write is no source of settings, secrets or roles")
    void filesThatEverybodyMayWrite_areRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        values.put("clientSecret", "${file:" + file + "}");
        values.put("rolesFile", file.toString());
        assertThat(mistakes(values, new SystemReferences()))
                .containsExactlyInAnyOrder(
                        "clientSecret: ${file:" + file + "}: the file is not believed: everybody may write to it; run"
                                + " chmod o-w on it – check the reference",
                        "rolesFile: " + file + " cannot be believed – because everybody may write to it; run chmod o-w"
                                + " on it");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(mistakes(values, new SystemReferences())).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("C2: a host with an underscore is called what it is")
    @ValueSource(strings = {"issuer", "appUrl", "backChannelUrl"})
    void underscore_isNamed(String key) {
        values.put(key, "https://user:pass@my_host.example.com:8443/crm");

        assertThat(mistakes(values))
                .containsExactly(
                        key + ": has the host my_host.example.com:8443 with an underscore, which is no host name (RFC"
                                + " 1123), so that Java connects to none and some browsers keep no cookies of it – give the host a"
                                + " name of letters, digits and hyphens");
    }

    @ParameterizedTest
    @DisplayName("mistakes in the address of the proxy; passwords are not repeated")
    @CsvSource({
        "proxy.example.com:3128, is not the address of an HTTP proxy",
        "https://proxy:3128, is not the address of an HTTP proxy",
        "socks://proxy:1080, is not the address of an HTTP proxy",
        "http://proxy, names no port",
        "http://my_proxy:3128, with an underscore",
        "http://user:s3cret@proxy:3128, 'holds a user, and the filter does not sign in at proxies'",
        "http://proxy:3128/path, has more than a host and a port"
    })
    void proxy(String value, String mistake) {
        values.put("outboundProxy", value);

        assertThat(mistakes(values))
                .singleElement()
                .asString()
                .contains("outboundProxy: ", mistake)
                .doesNotContain("s3cret");
    }

    @Test
    void goodProxy_isTaken() {
        values.put("outboundProxy", "http://proxy.example.com:3128/");

        assertThat(Settings.of(values).outbound().proxy())
                .hasValue(java.net.URI.create("http://proxy.example.com:3128/"));
    }

    @Test
    @DisplayName("outboundCa must be readable, closed to others, and hold a certificate")
    void authorityFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ca.pem");
        values.put("outboundCa", file.toString());
        assertThat(mistakes(values)).singleElement().asString().contains("outboundCa: cannot read");
        for (String content :
                new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
            Files.writeString(file, content);
            assertThat(mistakes(values)).singleElement().asString().contains("holds no certificate that can be read");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(mistakes(values)).singleElement().asString().contains("everybody may write to it");
    }

    @Test
    void scopes_haveOpenid() {
        values.put("scopes", "profile email");
        assertThat(mistakes(values))
                .containsExactly(
                        "scopes: lacks openid, without which there is no sign-in – write openid profile email");
        values.put("scopes", "openid \"x\" y");
        assertThat(mistakes(values))
                .containsExactly("scopes: holds a character that no scope has – write openid profile email");
    }
}
