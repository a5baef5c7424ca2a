package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Whatever the target: a canonical one has one reading, and rules are never matched on any other. */
class TargetFormFuzzTest {
    private final AccessRules rules = new AccessRules(
            new PathPatterns(List.of("/public/*", "*.css")),
            new PathPatterns(List.of()),
            new RoleRules(java.util.Map.of()));

    @FuzzTest(maxDuration = "5m")
    void target(byte[] input) {
        String target = "/" + Seeds.text(input);
        TargetForm form = TargetForm.of(target);

        assertThat(FakeRequest.written(target).target().form()).isEqualTo(form);
        String decoded = TargetForm.decode(target);
        if (form == TargetForm.CANONICAL) {
            assertThat(decoded)
                    .doesNotContain("//", "/./", "/../", ";", "\\", "%")
                    .doesNotEndWith("/..");
            assertThat(decoded.chars().allMatch(c -> c >= 0x20 && c != 0x7f)).isTrue();
        } else {
            String dispatched = decoded == null ? "/public/a" : decoded;
            FakeRequest request = FakeRequest.dispatched(target, dispatched, null);
            assertThat(rules.isPublic(request.target(), request.make())).isFalse();
        }
    }
}
