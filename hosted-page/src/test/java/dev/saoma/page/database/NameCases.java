package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.PeopleAdministration.Filter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** People are found by the beginning of their names, whatever follows it and in whichever order a database sorts text. */
interface NameCases extends DirectoryCases {
    /** Each is found by each of its beginnings. */
    List<String> NAMES = List.of(
            "张伟",
            "张伟🎉",
            "张伟𠮷",
            "张伟！",
            "张伟a",
            "张伟é",
            "张伟 9",
            "张伟龥",
            "张伟\uffee",
            "张伟한",
            "zhaz",
            "zhaz9",
            "café",
            "cafés",
            "100%",
            "100% sure",
            "a_b",
            "aab",
            "o'neill",
            "😀",
            "😀a",
            "😁");

    @Test
    @DisplayName("5A: a name is found by its beginning, with an emoji or a rare character next, and no other name is")
    default void names_areFoundByTheirBeginning() {
        assertNamesAreFound(node("everybody"));
    }

    /** Gives each name to a person, and searches for each of their beginnings. */
    static void assertNamesAreFound(DirectoryFixture node) {
        for (int i = 0; i < NAMES.size(); i++) {
            String unionid = "u" + i;
            node.directory.arrive(DirectoryFixture.wechat("o" + i, unionid), unionid, DirectoryFixture.visit("shop"));
            node.people.rename(ROOT, unionid, NAMES.get(i));
        }
        Stream<String> beginnings =
                NAMES.stream().flatMap(name -> Stream.of(name, name.substring(0, name.offsetByCodePoints(0, 1))));
        assertThat(beginnings.distinct())
                .allSatisfy(beginning -> assertThat(node.people.list(new Filter(null, beginning, null), null))
                        .as(beginning)
                        .extracting(person -> person.name().orElseThrow())
                        .containsExactlyInAnyOrderElementsOf(NAMES.stream()
                                .filter(name -> name.startsWith(beginning))
                                .toList()));
    }
}
