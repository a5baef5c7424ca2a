package dev.saoma.page;

import com.google.gson.JsonParseException;
import dev.saoma.page.PeopleArguments.WrongException;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTransfer;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.PeopleTransfer.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports a file of people line by line. A line that cannot be imported is named, and the others are imported all the same: the
 * file can be corrected and imported again.
 */
final class PeopleImporting {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Of more lines only the number is printed. */
    private static final int MOST_REASONS = 100;

    private final PeopleTransfer transfer;
    private final Actor actor;
    private final PrintStream out;
    private final PrintStream err;
    private int added;
    private int there;
    private int refused;

    PeopleImporting(PeopleTransfer transfer, Actor actor, PrintStream out, PrintStream err) {
        this.transfer = transfer;
        this.actor = actor;
        this.out = out;
        this.err = err;
    }

    /** Returns whether each line was imported, or was there before. */
    boolean read(Path file) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                int at = number;
                if (!text.isBlank()) {
                    add(text).ifPresent(why -> refuse(file, at, why));
                }
            }
        } catch (IOException e) {
            throw new WrongException(file + " cannot be read"
                    + (number == 0 ? "" : " after line " + number)
                    + ": " + e.getMessage() + ". A file in UTF-8 is expected. " + counts());
        }
        if (refused > MOST_REASONS) {
            err.println("… and " + (refused - MOST_REASONS) + " more lines.");
        }
        out.println(counts());
        return refused == 0;
    }

    /** Returns why the line cannot be imported; empty if it was. */
    private Optional<String> add(String text) {
        try {
            Line line = ExportedLine.read(text);
            boolean isNew = transfer.add(actor, line);
            if (line instanceof Exported) {
                added += isNew ? 1 : 0;
                there += isNew ? 0 : 1;
            }
            return Optional.empty();
        } catch (JsonParseException | OrderRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!PeopleDatabase.isFault(e) || PeopleDatabase.failure(e).isAway()) {
                throw e;
            }
            return Optional.of(String.valueOf(PeopleDatabase.failure(e).getMessage()));
        }
    }

    private void refuse(Path file, int number, String why) {
        refused++;
        if (refused <= MOST_REASONS) {
            err.println(file + ", line " + number + ": " + why);
        }
    }

    private String counts() {
        return added + " people added, " + there + " exist already and stay unchanged"
                + (refused == 0 ? "." : ", " + refused + " lines are refused.");
    }
}
