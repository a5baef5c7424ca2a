package dev.saoma.page.console;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.content.SignInRequest;
import dev.saoma.page.console.state.ConsoleCookies.Of;
import dev.saoma.page.console.state.ConsoleCookies.Test;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.oidc.TestSignIns.Announced;
import dev.saoma.page.oidc.TestSignIns.Noted;
import dev.saoma.page.oidc.TestSignIns.Step;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Handlers for test sign-ins: a real sign-in to an application, whose steps, times and claims are shown. Thread-safe. */
final class TestHandlers {
    private static final Gson JSON = new Gson();
    /** The claims to show first, in this order; all others follow alphabetically. */
    private static final List<String> FIRST = List.of("sub", "name", "picture", "roles", "unionid", "openid", "aud");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Context context;

    TestHandlers(Context context) {
        this.context = context;
    }

    /** Shows the applications to choose from, or the progress of a test. */
    PageResponse page(Call call) throws ConsoleError {
        Optional<String> challenge = call.parameter("id");
        Map<String, Object> model = new HashMap<>();
        model.put("applications", applications(call));
        model.put("chosen", call.parameter("client").orElse(""));
        if (challenge.isPresent()) {
            model.putAll(shown(call, challenge.get()));
        }
        return context.screens().page(call, "test", model);
    }

    private static List<Map<String, Object>> applications(Call call) {
        return call.entered().pool().settings().applications().stream()
                .filter(one -> !one.clientId().equals(ConsoleSettings.CLIENT_ID))
                .map(one -> Map.<String, Object>of("id", one.clientId(), "name", one.name()))
                .toList();
    }

    private Map<String, Object> shown(Call call, String challenge) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        List<Noted> noted = pool.tests().steps(challenge);
        if (noted.isEmpty()) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        Map<Step, Noted> steps = new LinkedHashMap<>();
        noted.forEach(one -> steps.put(one.step(), one));
        Noted begun = noted.get(0);
        boolean stopped = steps.containsKey(Step.STOPPED);
        boolean completed = steps.containsKey(Step.COMPLETED);
        Map<String, Object> model = new HashMap<>();
        model.put("id", challenge);
        model.put("client", String.valueOf(begun.detail()));
        model.put(
                "name",
                pool.settings()
                        .application(String.valueOf(begun.detail()))
                        .map(Application::name)
                        .orElse(""));
        model.put("steps", rows(call, steps, stopped));
        model.put("running", !completed && !stopped);
        model.put("completed", completed);
        if (stopped) {
            model.put("failure", failure(call, steps.get(Step.STOPPED)));
        }
        if (completed) {
            model.put(
                    "claims",
                    claims(pool, String.valueOf(steps.get(Step.COMPLETED).detail())));
        }
        pool.tests().find(challenge).ifPresent(test -> model.put("loginPage", request(call, pool, challenge, test)));
        return model;
    }

    /** Returns a row for each step, including those not reached. */
    private List<Map<String, Object>> rows(Call call, Map<Step, Noted> steps, boolean stopped) {
        List<Map<String, Object>> rows = new ArrayList<>();
        long before = 0;
        boolean next = true;
        for (Step step :
                Arrays.stream(Step.values()).filter(one -> one != Step.STOPPED).toList()) {
            Noted noted = steps.get(step);
            String state = noted != null ? "done" : next ? stopped ? "failed" : "open" : "note";
            Map<String, Object> row = new HashMap<>();
            row.put("text", context.screens().word(call.language(), "test.step", step.name()));
            row.put("state", state);
            row.put("stateText", context.screens().text(call.language(), "test.state." + state));
            row.put(
                    "at",
                    noted == null
                            ? ""
                            : TIME.format(Instant.ofEpochMilli(noted.at()).atZone(Screens.ZONE)));
            row.put("took", noted == null || before == 0 ? "" : took(noted.at() - before));
            rows.add(row);
            next &= noted != null;
            before = noted == null ? before : noted.at();
        }
        return rows;
    }

    private static String took(long millis) {
        return millis < 1000
                ? "+" + Math.max(0, millis) + " ms"
                : String.format(Locale.ROOT, "+%.1f s", millis / 1000.0);
    }

    /** Returns the texts about a failure: its cause, and how to fix it. */
    private Map<String, Object> failure(Call call, Noted stopped) {
        String[] words = String.valueOf(stopped.detail()).split(" ", 2);
        String cause = words[0].toLowerCase(Locale.ROOT);
        return Map.of(
                "cause",
                cause,
                "text",
                context.screens().word(call.language(), "cause", cause),
                "fix",
                context.screens().word(call.language(), "fix", cause),
                "errorId",
                words.length > 1 ? words[1] : "");
    }

    private static List<Map<String, String>> claims(ConsolePool pool, String json) {
        JsonObject claims = JsonParser.parseString(json).getAsJsonObject();
        claims.addProperty("iss", pool.settings().issuer().toString());
        return claims.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, JsonElement> claim) -> place(claim.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(claim -> Map.of("name", claim.getKey(), "value", text(claim.getValue())))
                .toList();
    }

    private static int place(String claim) {
        return FIRST.contains(claim) ? FIRST.indexOf(claim) : FIRST.size();
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private String request(Call call, ConsolePool pool, String challenge, Announced test) {
        return new SignInRequest(test.clientId(), callback(), test.state(), test.nonce(), challenge)
                .at(pool.settings().issuer(), call.language().tag());
    }

    private URI callback() {
        return URI.create(context.settings().url() + ConsoleSettings.TEST_CALLBACK);
    }

    /** Starts a test by announcing it to the login page; only this browser keeps the code verifier. */
    PageResponse begin(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        String clientId = call.required("client");
        if (applications(call).stream().noneMatch(one -> clientId.equals(one.get("id")))) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        String verifier = context.random().token();
        String challenge = SignInRequest.challenge(verifier);
        pool.tests()
                .announce(
                        challenge,
                        new Announced(
                                clientId,
                                context.random().alphanumeric(32),
                                context.random().alphanumeric(32)));
        call.administrators().note(call.actor(), "test-begun", null, clientId);
        return context.redirect(Link.to("/test", challenge))
                .with(List.of(context.cookies().test(pool, new Test(challenge, verifier))));
    }

    /** Handles the callback of a test, in the browser that began it. */
    PageResponse callback(Call call) throws ConsoleError {
        Of<Test> of = context.cookies()
                .test(call.request().cookies(), context.pools().get())
                .orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
        TestSignIns tests = of.pool().tests();
        String challenge = of.value().challenge();
        Announced announced = tests.find(challenge)
                .filter(test ->
                        call.parameter("state").filter(test.state()::equals).isPresent())
                .orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
        tests.note(challenge, Step.ARRIVED, null);
        Optional<String> code = call.parameter("code");
        try {
            if (code.isEmpty()) {
                String error = call.parameter("error")
                        .filter(word -> word.matches("[a-z_]{1,40}"))
                        .orElse("no_code");
                tests.note(challenge, Step.STOPPED, error);
            } else {
                Map<String, Object> claims = of.pool()
                        .client()
                        .test(challenge, code.get(), of.value().verifier(), callback());
                boolean ours = announced.nonce().equals(claims.get("nonce"));
                tests.note(challenge, ours ? Step.COMPLETED : Step.STOPPED, ours ? JSON.toJson(claims) : "nonce");
            }
        } catch (OidcError e) {
            tests.note(challenge, Step.STOPPED, e.code().wireName());
        }
        return context.screens()
                .hop(call, Link.to("/test", challenge), Map.of("title", text(call, "test.back")))
                .with(List.of(context.cookies().noTest()));
    }

    private String text(Call call, String key) {
        return context.screens().text(call.language(), key);
    }
}
