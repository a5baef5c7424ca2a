package dev.saoma.page.console.content;

import java.util.ArrayList;
import java.util.List;

/** A line-by-line difference of two texts. */
public final class LineDiff {
    private static final int AROUND = 2;
    private static final int MAX_LINES = 3_000;

    private LineDiff() {}

    /**
     * A line of the difference.
     *
     * @param kind {@code gone}, {@code new}, {@code kept}, or {@code gap} for omitted unchanged lines
     */
    public record Line(String kind, String text) {}

    /** Returns differing lines with two lines of context, within the first 3,000; empty if those are equal. */
    public static List<Line> of(String before, String after) {
        List<Line> all = lines(limited(before), limited(after));
        List<Line> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNear(all, i)) {
                if (gap && !shown.isEmpty()) {
                    shown.add(new Line("gap", "…"));
                }
                shown.add(all.get(i));
                gap = false;
            } else {
                gap = true;
            }
        }
        return shown;
    }

    private static List<String> limited(String text) {
        return text.lines().limit(MAX_LINES).toList();
    }

    private static boolean isNear(List<Line> all, int i) {
        return all.subList(Math.max(0, i - AROUND), Math.min(all.size(), i + AROUND + 1)).stream()
                .anyMatch(line -> !line.kind().equals("kept"));
    }

    /** Compares by the longest common subsequence. */
    private static List<Line> lines(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line("kept", before.get(i++)));
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line("gone", before.get(i++)));
            } else {
                lines.add(new Line("new", after.get(j++)));
            }
        }
        return lines;
    }
}
