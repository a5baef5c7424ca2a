package dev.saoma.page.oidc;

import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.people.People;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.store.MemoryStore;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A page with two applications, and valid requests to it. */
final class Samples {
    static final String ISSUER = "https://login.example.com";
    static final String CALLBACK = "https://crm.example.com/cb";
    static final String SECRET = "se:cret+%5Pz0vYk7Qm3tXw9LrN2sHd8B中";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    static final PoolSettings SETTINGS =
            PageSettings.parse("""
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications:
              - { clientId: crm, name: CRM, clientSecret: "${env:SECRET}", redirectUris: ["https://crm.example.com/cb"] }
              - { clientId: shop, name: Shop, redirectUris: ["https://shop.example.com/cb"] }
            """, Path.of(""), Map.of("SECRET", SECRET)).pool();
    static final Application CRM = SETTINGS.application("crm").orElseThrow();

    private Samples() {}

    static String query() {
        return "client_id=crm&redirect_uri=https%3A%2F%2Fcrm.example.com%2Fcb&response_type=code&scope=openid+profile"
                + "&state=st&nonce=no&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";
    }

    static AuthorizeRequest request() {
        return new AuthorizeRequest(
                "crm",
                CALLBACK,
                Set.of("openid", "profile"),
                "st",
                "no",
                CHALLENGE,
                null,
                AuthenticationParameters.NONE);
    }

    /** Returns the test sign-ins of a pool without a console: none. */
    static TestSignIns noTests() {
        return new TestSignIns(SETTINGS, new MemoryStore(Clock.systemUTC(), 10), Clock.systemUTC());
    }

    static AuthorizeResponses responses() {
        return new AuthorizeResponses(ISSUER);
    }

    static ResponseRedirects redirects() {
        Sealer sealer = new Sealer(List.of(SealKey.of(new byte[32])), ISSUER, Clock.systemUTC(), new SecureRandom());
        return new ResponseRedirects(
                Map.of(
                        ResponseMode.FORM_POST, URI.create(ISSUER + "/sign-in/post"),
                        ResponseMode.WEB_MESSAGE, URI.create(ISSUER + "/sdk/v1/done"),
                        ResponseMode.AUTHING_MESSAGE, URI.create(ISSUER + "/connections/done")),
                sealer,
                Clock.systemUTC());
    }

    static Claims claims() {
        return new Claims(SETTINGS, People.of(null, Clock.systemUTC()), new OpenDirectory());
    }

    static SignedInUser user() {
        return new SignedInUser("oUnionId", "张伟", "https://wx.qlogo.cn/a");
    }
}
