package dev.saoma.page.console.content;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bar chart of sign-ins over time, for an SVG of {@value #WIDTH} by {@value #HEIGHT}; a table beside it has the numbers.
 *
 * @param bars in chronological order, as the template reads them
 * @param finished total number of finished sign-ins
 * @param refused total number of refused and declined ones
 * @param most number of sign-ins in the highest bar
 */
public record Chart(List<Map<String, Object>> bars, long finished, long refused, long most) {
    private static final ZoneId ZONE = ZoneId.systemDefault();
    static final int WIDTH = 720;
    static final int HEIGHT = 120;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");

    private record Column(String label, long finished, long refused) {}

    /** Returns the chart of the last 24 hours, one bar per hour. */
    public static Chart hours(Map<Long, Long> finished, Map<Long, Long> refused, Instant now) {
        List<Column> columns = new ArrayList<>();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(23, ChronoUnit.HOURS);
        for (int i = 0; i < 24; i++, hour = hour.plus(1, ChronoUnit.HOURS)) {
            long at = hour.toEpochMilli();
            columns.add(new Column(
                    HOUR.format(hour.atZone(ZONE)), finished.getOrDefault(at, 0L), refused.getOrDefault(at, 0L)));
        }
        return of(columns);
    }

    /** Returns the chart of the last 30 days, one bar per day in the time zone of this machine. */
    public static Chart days(Map<Long, Long> finished, Map<Long, Long> refused, Instant now) {
        List<Column> columns = new ArrayList<>();
        LocalDate today = ZonedDateTime.ofInstant(now, ZONE).toLocalDate();
        for (int i = 29; i >= 0; i--) {
            LocalDate day = today.minusDays(i);
            columns.add(new Column(DAY.format(day), on(day, finished), on(day, refused)));
        }
        return of(columns);
    }

    private static long on(LocalDate day, Map<Long, Long> byHour) {
        return byHour.entrySet().stream()
                .filter(hour -> Instant.ofEpochMilli(hour.getKey())
                        .atZone(ZONE)
                        .toLocalDate()
                        .equals(day))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Chart of(List<Column> columns) {
        long most = columns.stream()
                .mapToLong(column -> column.finished() + column.refused())
                .max()
                .orElse(0);
        int step = WIDTH / columns.size();
        List<Map<String, Object>> bars = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int good = height(column.finished(), most);
            int bad = height(column.refused(), most);
            bars.add(Map.of(
                    "x",
                    i * step + 2,
                    "width",
                    step - 4,
                    "goodY",
                    HEIGHT - good,
                    "good",
                    good,
                    "badY",
                    HEIGHT - good - bad,
                    "bad",
                    bad,
                    "label",
                    column.label(),
                    "finished",
                    column.finished(),
                    "refused",
                    column.refused()));
        }
        return new Chart(
                bars,
                columns.stream().mapToLong(Column::finished).sum(),
                columns.stream().mapToLong(Column::refused).sum(),
                most);
    }

    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(2, count * (HEIGHT - 4) / most);
    }

    /** Returns the template variables of the chart. */
    public Map<String, Object> model() {
        return Map.of("bars", bars, "finished", finished, "refused", refused, "most", most);
    }
}
