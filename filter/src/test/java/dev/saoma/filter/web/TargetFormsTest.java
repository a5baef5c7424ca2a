package dev.saoma.filter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TargetFormsTest {
    private final TargetForms forms = new TargetForms();

    @Test
    void pathsInTurn_areJudgedAsTheFirstTime() {
        List<String> paths =
                List.of("/a/b", "/a;b", "/a%b", "/a/b", "", "*", "/", "/a//b", "/中文", "/a/b/" + "x".repeat(500));
        for (int round = 0; round < 3; round++) {
            for (String path : paths) {
                assertThat(forms.of(path)).as(path).isEqualTo(TargetForm.of(path));
            }
        }
    }

    @Property(tries = 20_000)
    void pathsThatShareAPlace_areNotMixedUp(
            @ForAll @StringLength(max = 6) @CharRange(from = '.', to = ';') String path) {
        TargetForms few = new TargetForms();
        // Same length, end and middle: the same place.
        String twin = path.isEmpty() ? path : "/" + path.substring(1);

        assertThat(few.of(twin)).isEqualTo(TargetForm.of(twin));
        assertThat(few.of(path)).isEqualTo(TargetForm.of(path));
        assertThat(few.of(twin)).isEqualTo(TargetForm.of(twin));
    }
}
