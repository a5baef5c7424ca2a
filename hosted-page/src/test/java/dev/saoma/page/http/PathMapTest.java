package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PathMapTest {
    private final Router.PathMap<String> map = new Router.PathMap<>();

    PathMapTest() {
        map.put("/token", "token");
        map.put("/sdk/", "sdk");
        map.put("/sdk/v1/", "files");
        map.put("/", "rest");
    }

    @Test
    void find_prefersExactAndThenTheLongestPrefix() {
        assertThat(map.find("/token")).contains("token");
        assertThat(map.find("/token/")).contains("rest");
        assertThat(map.find("/sdk")).contains("rest");
        assertThat(map.find("/sdk/v1/saoma.js")).contains("files");
        assertThat(map.find("/sdk/v2")).contains("sdk");
        assertThat(map.find("")).isEmpty();
    }

    @Test
    @DisplayName("a path with many slashes costs no more than one with none: reads grow linearly")
    void find_readsEachCharacterOnce() {
        for (int segments : new int[] {1_000, 2_000, 8_000}) {
            Counted path = new Counted("/a".repeat(segments));

            map.find(path);

            assertThat(path.reads).isLessThanOrEqualTo(path.length() + 100);
        }
    }

    /** Counts the characters that are read; converting it to a string reads all. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int reads;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            reads += text.length();
            return text;
        }
    }
}
