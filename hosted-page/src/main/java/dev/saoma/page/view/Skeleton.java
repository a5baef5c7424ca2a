package dev.saoma.page.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.unbescape.html.HtmlEscape;

/**
 * A page without its texts. Templates write texts as the content of an element or the value of an attribute. Thymeleaf
 * escapes both in the same way, and this class does so with the same library. Immutable.
 */
final class Skeleton {
    /** The first character of Unicode's private use area, which neither our templates nor our messages use. */
    private static final char FIRST_MARK = '\ue000';

    private static final char LAST_MARK = '\uf8ff';

    /** The pieces in UTF-8, since most of a page is the same each time. */
    private final List<byte[]> pieces = new ArrayList<>();
    /** The number of the text that follows each piece but the last. */
    private final List<Integer> numbers = new ArrayList<>();

    private final int length;

    /** Creates a skeleton from a page with a {@link #mark} in place of each text. */
    Skeleton(String marked) {
        int begin = 0;
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c >= FIRST_MARK && c <= LAST_MARK) {
                pieces.add(utf8(marked.substring(begin, i)));
                numbers.add(c - FIRST_MARK);
                begin = i + 1;
            }
        }
        pieces.add(utf8(marked.substring(begin)));
        length = pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /** Returns the placeholder of the text with that number, counted from 0. */
    static String mark(int number) {
        if (number > LAST_MARK - FIRST_MARK) {
            throw new IllegalArgumentException("number: at most " + (LAST_MARK - FIRST_MARK) + " texts fit on a page");
        }
        return String.valueOf((char) (FIRST_MARK + number));
    }

    RenderedPage with(List<String> texts) {
        List<byte[]> escaped = new ArrayList<>(texts.size());
        for (String text : texts) {
            escaped.add(utf8(HtmlEscape.escapeHtml4Xml(text)));
        }
        int all = length;
        for (int number : numbers) {
            all += escaped.get(number).length;
        }
        ByteBuffer page = ByteBuffer.allocate(all);
        for (int i = 0; i < numbers.size(); i++) {
            page.put(pieces.get(i)).put(escaped.get(numbers.get(i)));
        }
        return new RenderedPage(page.put(pieces.get(numbers.size())).array());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
