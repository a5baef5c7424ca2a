package dev.saoma.page.database;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the directory guarantees, on each database. */
@Timeout(300)
abstract class DirectoryContract
        implements AdmissionCases,
                InvitationCases,
                IdentityCases,
                MergeCases,
                TransferCases,
                AttributeCases,
                PuttingOutCases,
                OutboxCases,
                LateVisitCases,
                ErasureCases,
                EvidenceCases,
                AuditCases,
                NameCases,
                WaitingCases,
                PlanCases,
                ConsoleCases,
                ApplicationCases,
                WeChatCases,
                OrderCases,
                NewerVersionCases {
    @TempDir
    Path folder;

    private DirectoryNodes nodes;

    /** Returns the JDBC address of a new database with the product's tables, which have no rows. */
    abstract String newDatabase();

    @BeforeEach
    void makeDatabase() {
        nodes = new DirectoryNodes(folder, newDatabase());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Override
    public final DirectoryNodes nodes() {
        return nodes;
    }
}
