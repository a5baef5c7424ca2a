package dev.saoma.page.doctor;

import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.keys.KeyFiles;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.people.SubjectRecord;
import dev.saoma.page.settings.PoolSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the key files (present, valid, readable by their owner alone), and that people keep their ids. */
final class FileExam {
    private FileExam() {}

    static List<Finding> of(PoolSettings pool) {
        List<Finding> findings = new ArrayList<>();
        findings.add(signing(pool));
        pool.keys().cookieFiles().forEach(file -> findings.add(permissions(file)));
        try {
            new SubjectRecord(pool).check();
        } catch (SubjectChangedException e) {
            findings.add(Finding.bad("file.subject", String.valueOf(e.getMessage())));
        }
        return findings;
    }

    private static Finding signing(PoolSettings pool) {
        Path file = pool.keys().signing();
        if (!Files.exists(file)) {
            return absent(file);
        }
        try {
            KeyFiles.checkSigning(file, pool.signingAlgorithms());
        } catch (KeyFileException e) {
            return Finding.bad("file.unusable", String.valueOf(e.getMessage()));
        }
        return permissions(file);
    }

    private static Finding permissions(Path file) {
        if (!Files.exists(file)) {
            return absent(file);
        }
        return KeyFiles.othersMayRead(file) ? Finding.bad("file.readable", file) : Finding.good("file.good", file);
    }

    private static Finding absent(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return directory != null && Files.isWritable(directory)
                ? Finding.note("file.absent", file)
                : Finding.bad("file.notWritable", file);
    }
}
