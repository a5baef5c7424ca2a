package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.start.DeployedApplication;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    private static final List<String> OPEN =
            Arrays.asList("/public/*", "/static/*", "/static/private/*", "*.css", "/health", "/");
    private static final Map<String, Set<String>> ROLES = Map.of(
            "/static/private/*", Set.of("staff"),
            "/public/admin/*", Set.of("admin"),
            "*.css", Set.of("designer"),
            "/*", Set.of("anybody"));

    private static AccessRules rules(Random random) {
        List<String> open = new ArrayList<>(OPEN);
        open.addAll(OPEN.subList(0, random.nextInt(OPEN.size())));
        Collections.shuffle(open, random);
        List<String> patterns = new ArrayList<>(ROLES.keySet());
        Collections.shuffle(patterns, random);
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        patterns.forEach(pattern -> roles.put(pattern, ROLES.get(pattern)));
        return new AccessRules(new PathPatterns(open), new PathPatterns(Collections.emptyList()), new RoleRules(roles));
    }

    @Property
    @Label("P22: patterns in any order, repeated and overlapping: the same verdict")
    void orderAndRepetition_changeNothing(@ForAll("paths") String path, @ForAll long seed) {
        Random random = new Random(seed);

        assertThat(rules(random).isPublic(path)).isEqualTo(rules(random).isPublic(path));
    }

    private static AccessRules rules() {
        return new AccessRules(
                new PathPatterns(List.of("/public/*", "/health", "*.css", "/admin/help")),
                new PathPatterns(List.of("/api/*")),
                new RoleRules(Map.of("/admin/*", Set.of("admin"), "/reports/*", Set.of("auditor"))));
    }

    private static boolean isPublic(FakeRequest request) {
        return isPublic(rules(), request);
    }

    private static boolean isPublic(AccessRules rules, FakeRequest request) {
        return rules.withFiles(DeployedApplication::of).isPublic(request.target(), request.make());
    }

    private static boolean isNoFile(FakeRequest request) {
        return rules().withFiles(DeployedApplication::of).isNoFile(request.target(), request.make());
    }

    private static boolean permits(FakeRequest request) {
        return permits(rules(), request);
    }

    private static boolean permits(AccessRules rules, FakeRequest request) {
        return rules.permit(request.target(), request.make());
    }

    @Test
    @DisplayName("P1, P2: what a pattern names is public, and nothing else is")
    void namedPaths_arePublic() {
        assertThat(isPublic(FakeRequest.to("/public/a"))).isTrue();
        assertThat(isPublic(FakeRequest.to("/health"))).isTrue();
        assertThat(isPublic(FakeRequest.to("/admin/help"))).isTrue();
        assertThat(isPublic(FakeRequest.to("/orders"))).isFalse();
        assertThat(isPublic(FakeRequest.to("/admin/x"))).isFalse();
    }

    @Test
    @DisplayName("P3: what can be read in two ways is not public, wherever it is dispatched")
    void ambiguousTarget_isNotPublic() {
        assertThat(isPublic(FakeRequest.dispatched("/public;/../public/a", "/public/a", null)))
                .isFalse();
        assertThat(isPublic(FakeRequest.dispatched("/public/a", "/admin/a", null)))
                .isFalse();
    }

    @Test
    @DisplayName("of a folder and its welcome file both have to be public")
    void welcomeFile_isPublicWithItsFolder() {
        AccessRules folderOnly = new AccessRules(
                new PathPatterns(List.of("/docs/")), new PathPatterns(List.of()), new RoleRules(Map.of()));

        assertThat(isPublic(FakeRequest.dispatched("/public/", "/public/index.html", null)))
                .isTrue();
        assertThat(isPublic(folderOnly, FakeRequest.to("/docs/"))).isTrue();
        assertThat(isPublic(folderOnly, FakeRequest.dispatched("/docs/", "/docs/index.html", null)))
                .isFalse();
    }

    @Test
    @DisplayName("P5: an extension opens files, and no page of a servlet that ends so")
    void extension_opensFilesOnly() {
        FakeRequest file = FakeRequest.to("/x.css").files("/x.css");
        FakeRequest page =
                FakeRequest.dispatched("/orders/x.css", "/orders", "/x.css").servletsAt("/orders/*");

        assertThat(isPublic(file)).isTrue();
        assertThat(rules().isPublic(file.target(), file.make())).isFalse();
        assertThat(isNoFile(file)).isFalse();
        assertThat(isPublic(page)).isFalse();
        assertThat(isNoFile(page)).isTrue();
        assertThat(isNoFile(FakeRequest.to("/orders"))).isFalse();
        assertThat(isNoFile(FakeRequest.to("/public/x.css"))).isFalse();
    }

    @Test
    @DisplayName("P14: under WEB-INF leads only what has been let through, so forwards and includes go there")
    void internalPage_isOpenToForwardsAndIncludes() {
        String view = "/WEB-INF/view.jsp";

        assertThat(isPublic(FakeRequest.to(view).by(DispatcherType.FORWARD))).isTrue();
        assertThat(isPublic(FakeRequest.to("/public/a").including(view, null))).isTrue();
        assertThat(isPublic(FakeRequest.to(view))).isFalse();
        assertThat(isPublic(FakeRequest.to(view).by(DispatcherType.ASYNC))).isFalse();
        assertThat(isPublic(FakeRequest.to("/WEB-INFO/x").by(DispatcherType.FORWARD)))
                .isFalse();
    }

    @Test
    @DisplayName("P14: of an include the included path decides, not that of the page around it")
    void include_isJudgedByItsOwnPath() {
        assertThat(isPublic(FakeRequest.to("/public/a").including("/orders", "/7")))
                .isFalse();
        assertThat(isPublic(FakeRequest.to("/orders").including("/public/part", null)))
                .isTrue();
    }

    @Test
    void api_isTheDispatchedPath() {
        assertThat(rules().isApi(
                                FakeRequest.dispatched("/%61pi/x", "/api", "/x").make()))
                .isTrue();
        assertThat(rules().isApi(FakeRequest.to("/apix").make())).isFalse();
    }

    @Test
    void role_isNeededWhereARuleSaysSo() {
        assertThat(permits(FakeRequest.to("/admin/x").role("admin"))).isTrue();
        assertThat(permits(FakeRequest.to("/admin/x").role("auditor"))).isFalse();
        assertThat(permits(FakeRequest.to("/orders"))).isTrue();
        assertThat(permits(FakeRequest.to("/admin/help"))).isTrue();
    }

    @Test
    @DisplayName("blanks around a segment, which old frameworks take away, are under every rule and open nothing")
    void blanksAroundASegment_areUnderEveryRule() {
        for (String path : new String[] {"/admin%20/x", "/%20admin/x", "/admin/x%20", "/x%20/"}) {
            FakeRequest request = FakeRequest.dispatched(path, path.replace("%20", " "), null);
            assertThat(permits(request)).as(path).isFalse();
            assertThat(permits(request.role("admin", "auditor"))).as(path).isTrue();
        }
        assertThat(isPublic(FakeRequest.dispatched("/public/a%20", "/public/a ", null)))
                .isFalse();
        assertThat(isPublic(FakeRequest.dispatched("/public/a%20b", "/public/a b", null)))
                .isTrue();
    }

    @Test
    @DisplayName("error pages are for everybody")
    void errorPage_needsNoRole() {
        assertThat(permits(FakeRequest.to("/admin/x").by(DispatcherType.ERROR))).isTrue();
        assertThat(permits(FakeRequest.to("/admin/x").by(DispatcherType.FORWARD)))
                .isFalse();
    }

    @Test
    @DisplayName(
            "P3: what can be read in two ways needs every role there is; P4: an old link's session id is no reason")
    void ambiguousTarget_needsEveryRole() {
        FakeRequest ambiguous = FakeRequest.dispatched("/orders//x", "/orders/x", null);
        FakeRequest oldLink = FakeRequest.dispatched("/orders/x;jsessionid=A", "/orders/x", null);

        assertThat(permits(ambiguous)).isFalse();
        assertThat(permits(ambiguous.role("admin"))).isFalse();
        assertThat(permits(ambiguous.role("auditor"))).isTrue();
        assertThat(permits(oldLink)).isTrue();
    }

    @Test
    void withoutRules_everybodyMay() {
        AccessRules open =
                new AccessRules(new PathPatterns(List.of()), new PathPatterns(List.of()), new RoleRules(Map.of()));

        assertThat(permits(open, FakeRequest.dispatched("/a//b", "/a/b", null))).isTrue();
        assertThat(open).hasToString("public , api , roles {}");
    }

    @Test
    void ruleOfARequest_isNamedForTheLog() {
        assertThat(rules().roleRule(FakeRequest.to("/admin/x").target())).isEqualTo("/admin/* = admin");
        assertThat(rules().roleRule(FakeRequest.dispatched("/admin/", "/admin/index.html", null)
                        .target()))
                .isEqualTo("/admin/* = admin");
        assertThat(rules().roleRule(FakeRequest.to("/orders").target())).isEqualTo("none");
        assertThat(rules().roleRule(FakeRequest.dispatched("//x", "/x", null).target()))
                .startsWith("every rule");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("public", "static", "private", "admin", "health", "x.css", "a", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments));
    }
}
