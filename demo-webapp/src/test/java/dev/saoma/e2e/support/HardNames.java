package dev.saoma.e2e.support;

import dev.saoma.sandbox.model.SandboxUser;
import java.util.List;

/** People whose names break careless pages; none has a picture. */
public final class HardNames {
    /** Long, right to left, with marks that reverse the direction and an emoji of several characters. */
    public static final SandboxUser EVERYTHING = named(
            "Everything",
            "\u202Eمرحبا\u202C 👨‍👩‍👧‍👦 Maximiliane-Bartholomäa von und zu Hohenlohe-Waldenburg-Schillingsfürst");

    /** Without a place to break the line. */
    public static final SandboxUser LONG = named("LongAndWide0", "WWWWWWWW".repeat(12));

    /** Entirely right to left, with brackets that are mirrored, and a mark without an end. */
    public static final SandboxUser RIGHT_TO_LEFT = named("RightToLeft0", "\u2067(עובדיה) אבו־ג׳עפר 12–7 \u202Eمحمد");

    /** Skin tones, flags and families; the first one is not a single character. */
    public static final SandboxUser EMOJI = named("OnlyPictures", "👩🏽‍🚀🏳️‍🌈🇨🇳👨‍👩‍👧‍👦🐼🎉");

    /** Without any visible character. */
    public static final SandboxUser NOBODY = named("NothingToSee", "\u202E\u2066\u200F");

    private HardNames() {}

    public static List<SandboxUser> all() {
        return List.of(EVERYTHING, LONG, RIGHT_TO_LEFT, EMOJI, NOBODY);
    }

    private static SandboxUser named(String id, String nickname) {
        return new SandboxUser("oSao1" + id + "00000000000", "oSaoU" + id + "00000000000", nickname, "");
    }
}
