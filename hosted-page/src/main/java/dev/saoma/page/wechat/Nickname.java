package dev.saoma.page.wechat;

import dev.saoma.page.settings.VisibleText;
import java.util.Optional;

/** Makes a nickname harmless: one line, no marks that turn the direction of text around, not too long. */
final class Nickname {
    private static final int MAX_CODE_POINTS = 64;

    private Nickname() {}

    static Optional<String> clean(String nickname) {
        StringBuilder clean = new StringBuilder();
        nickname.codePoints().filter(Nickname::allowed).limit(MAX_CODE_POINTS).forEach(clean::appendCodePoint);
        String text = clean.toString().strip();
        return VisibleText.isBlank(text) ? Optional.empty() : Optional.of(text);
    }

    private static boolean allowed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false; // Unassigned stays: emoji newer than this Java.
            // Emoji are joined with U+200D and flags of regions end in tag characters; the rest is for mischief.
            case Character.FORMAT -> point == 0x200d || (point >= 0xe0020 && point <= 0xe007f);
            default -> true;
        };
    }
}
