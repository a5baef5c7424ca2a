package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.oidc.OidcError.Code;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.support.MutableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestsTest {
    @TempDir
    static Path directory;

    private static List<SigningKey> keys = List.of();

    private final MutableClock clock = MutableClock.atNow();
    private final RandomText random = new RandomText(new SecureRandom());
    private final MemoryStore store = new MemoryStore(clock, 1000);
    private final AccessTokens accessTokens = new AccessTokens(store, random, clock, sid -> false);
    private final AuthorizationCodes codes = new AuthorizationCodes(store, accessTokens, random);
    private final TokenRequests tokens = new TokenRequests(
            new ClientAuthentication(Samples.SETTINGS, random, new OpenDirectory(), clock),
            codes,
            accessTokens,
            new IdTokens(
                    Samples.SETTINGS,
                    new TokenSigner(Samples.ISSUER, new SigningKeys(() -> keys, clock)),
                    Samples.claims(),
                    clock),
            Samples.claims(),
            new OpenDirectory(),
            Samples.noTests());
    private String code = "";

    @BeforeAll
    static void makeKey() {
        keys = new SigningKeyFile(directory.resolve("key")).loadOrCreate();
    }

    @BeforeEach
    void issueCode() {
        code = codes.issue(Samples.request(), Samples.user(), clock.instant(), null);
    }

    private Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", Samples.CALLBACK);
        form.put("code_verifier", Samples.VERIFIER);
        form.put("client_id", "crm");
        form.put("client_secret", Samples.SECRET);
        return form;
    }

    private Map<String, String> form(String name, String value) {
        Map<String, String> form = form();
        form.put(name, value);
        return form;
    }

    private Map<String, Object> answer(Map<String, String> form, String... authorization) throws Exception {
        String encoded = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + UrlWithParameters.encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return tokens.respond(Parameters.parse(encoded), List.of(authorization));
    }

    private Code error(Map<String, String> form, String... authorization) {
        OidcError error = catchThrowableOfType(OidcError.class, () -> answer(form, authorization));
        assertThat(error).isNotNull();
        assertThat(error.description())
                .doesNotContain(code, Samples.SECRET)
                .matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
        return error.code();
    }

    private static String basic(String clientId, String secret) {
        String pair = UrlWithParameters.encode(clientId) + ":" + UrlWithParameters.encode(secret);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("K1: a good exchange gives exactly what was asked for")
    void goodExchange_givesTokens() throws Exception {
        Map<String, Object> answer = answer(form());

        assertThat(answer)
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "id_token")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 600L)
                .containsEntry("scope", "openid profile");
        assertThat(tokens.userInfo((String) answer.get("access_token")).orElseThrow())
                .containsExactly(
                        Map.entry("sub", "oUnionId"),
                        Map.entry("name", "张伟"),
                        Map.entry("picture", "https://wx.qlogo.cn/a"));
    }

    @Test
    @DisplayName("K2, G15: one winner of fifty, and none after")
    void codeUsedByMany_hasOneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<Boolean> exchange = () -> {
                try {
                    return answer(form()).containsKey("id_token");
                } catch (OidcError e) {
                    return false;
                }
            };
            List<Future<Boolean>> all = threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> exchange).toList());
            int winners = 0;
            for (Future<Boolean> one : all) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(error(form())).isEqualTo(Code.INVALID_GRANT);
    }

    @Test
    @DisplayName("G14: a code is good for less than sixty seconds")
    void lateExchange_isInvalidGrant() {
        clock.advance(Duration.ofSeconds(60));

        assertThat(error(form())).isEqualTo(Code.INVALID_GRANT);
    }

    @Test
    @DisplayName("G16: the wrong application does not use the code up")
    void otherApplication_leavesTheCode() throws Exception {
        Map<String, String> shop = form("client_id", "shop");
        shop.remove("client_secret");

        assertThat(error(shop)).isEqualTo(Code.INVALID_GRANT);
        assertThat(answer(form())).containsKey("id_token");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "code_verifier, aBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "code_verifier, ''",
        "code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX", "redirect_uri, https://crm.example.com/cb/",
        "redirect_uri, ''"
    })
    @DisplayName("K3, K4, G8, G16: a wrong verifier or redirect URI uses the code up")
    void wrongProof_usesTheCodeUp(String name, String value) {
        assertThat(error(form(name, value))).isEqualTo(Code.INVALID_GRANT);
        assertThat(error(form())).isEqualTo(Code.INVALID_GRANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "x", "../../etc/passwd", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"})
    @DisplayName("K3: a code we never gave")
    void unknownCode_isInvalidGrant(String unknown) {
        assertThat(error(form("code", unknown))).isEqualTo(Code.INVALID_GRANT);
    }

    @Test
    @DisplayName("K10: an access token is no code")
    void accessTokenAsCode_isInvalidGrant() throws Exception {
        String accessToken = (String) answer(form()).get("access_token");

        assertThat(error(form("code", accessToken))).isEqualTo(Code.INVALID_GRANT);
    }

    @Test
    @DisplayName("K8: an ID token or a code is no access token")
    void otherTokens_tellNothing() throws Exception {
        assertThat(tokens.userInfo(code)).isEmpty();
        assertThat(tokens.userInfo((String) answer(form()).get("id_token"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "grant_type, '', INVALID_REQUEST",
        "grant_type, password, UNSUPPORTED_GRANT_TYPE",
        "grant_type, refresh_token, UNSUPPORTED_GRANT_TYPE",
        "code, '', INVALID_REQUEST",
        "client_id, '', INVALID_CLIENT",
        "client_id, nobody, INVALID_CLIENT",
        "client_secret, wrong, INVALID_CLIENT",
        "client_secret, '', INVALID_CLIENT"
    })
    void wrongParameter_isNamed(String name, String value, Code expected) throws Exception {
        assertThat(error(form(name, value))).isEqualTo(expected);
        assertThat(answer(form())).as("the code is still good").containsKey("id_token");
    }

    @Test
    @DisplayName("K7: no parameter twice")
    void repeatedParameter_isInvalidRequest() {
        OidcError error = catchThrowableOfType(
                OidcError.class,
                () -> tokens.respond(Parameters.parse("grant_type=authorization_code&code=a&code=b"), List.of()));

        assertThat(error.code()).isEqualTo(Code.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC    "})
    @DisplayName("K6, K15, G26: Basic, in any case, with encoded special characters")
    void basicCredentials_areAccepted(String scheme) throws Exception {
        Map<String, String> form = form();
        form.remove("client_secret");

        assertThat(answer(form, scheme + basic("crm", Samples.SECRET))).containsKey("id_token");
    }

    @Test
    @DisplayName("K6, K15, G26: what is wrong about credentials")
    void badCredentials_areRefused() {
        Map<String, String> bare = form();
        bare.remove("client_secret");
        String good = "Basic " + basic("crm", Samples.SECRET);

        assertThat(error(bare, "Basic " + basic("crm", "wrong"))).isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, "Basic !!!")).isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, "Basic")).isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, "Bearer abc")).isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, "Basic " + Base64.getEncoder().encodeToString("crm".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, "Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, ':'})))
                .isEqualTo(Code.INVALID_CLIENT);
        assertThat(error(bare, good, good)).isEqualTo(Code.INVALID_REQUEST);
        assertThat(error(form(), good)).isEqualTo(Code.INVALID_REQUEST);
        assertThat(error(form("client_secret", "x"), "Bearer abc")).isEqualTo(Code.INVALID_REQUEST);
        bare.put("client_id", "shop");
        assertThat(error(bare, good)).isEqualTo(Code.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G27: a public client has no secret to show")
    void publicClientWithSecret_isInvalidClient() {
        Map<String, String> shop = form("client_id", "shop");

        assertThat(error(shop)).isEqualTo(Code.INVALID_CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"crm:abc+Pz0vYk7Qm3tXw9LrN2sHd8B", "nobody:abc+Pz0vYk7Qm3tXw9LrN2sHd8B", "crm:100%Pz0vYk7Qm3tX"})
    @DisplayName("a secret sent raw in Basic is refused with a hint, which is the same for every secret")
    void rawSecret_isToldHowToBeSent(String pair) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = form();
        form.remove("client_id");
        form.remove("client_secret");

        OidcError error = catchThrowableOfType(OidcError.class, () -> answer(form, basic));

        assertThat(error.code()).isEqualTo(Code.INVALID_CLIENT);
        assertThat(error.description()).contains("a + in it", "as %2B").doesNotContain("Pz0v");
    }

    @Test
    @DisplayName("so it is in a form; and a client that sends neither does not get that message")
    void spaceInTheForm_isToldHowToBeSent() {
        OidcError spaced = catchThrowableOfType(OidcError.class, () -> answer(form("client_secret", "abc def")));
        OidcError plain = catchThrowableOfType(OidcError.class, () -> answer(form("client_secret", "abcdef")));

        assertThat(spaced.description()).contains("a + in it must be sent as %2B");
        assertThat(plain.description()).isEqualTo("client_id or client_secret is wrong");
    }
}
