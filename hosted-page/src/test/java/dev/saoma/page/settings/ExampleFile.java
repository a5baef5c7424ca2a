package dev.saoma.page.settings;

import dev.saoma.page.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** docs/page/example.yaml, with the files and variables that it names. */
final class ExampleFile {
    private ExampleFile() {}

    static String text() throws IOException {
        return Files.readString(Path.of("..", "docs", "page", "example.yaml"));
    }

    static PageSettings read(Path directory, Findings findings) throws Exception {
        Files.writeString(directory.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.writeString(directory.resolve("users.yaml"), "oR5GjjgEhCMJFyzaVZdrxZ2zRRF4: { roles: [admin] }");
        Files.writeString(directory.resolve("redis-ca.pem"), "");
        Files.writeString(directory.resolve("mariadb-java-client.jar"), "");
        Files.writeString(
                directory.resolve("company-ca.pem"),
                TestCertificate.make(directory).pem());
        Map<String, String> environment = Map.of(
                "WECHAT_SECRET", "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5",
                "OFFICIAL_ACCOUNT_SECRET", "b0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5",
                "CRM_SECRET", "crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B",
                "CRM_SECRET_BEFORE", "crm-secret-4Oy9uXj6Pl2sWv8KqM1rGc7A",
                "COMPANY_PROXY", "http://proxy.corp.example.cn:3128",
                "SAOMA_DB_PASSWORD", "db-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B",
                "REDIS_PASSWORD", "redis-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B");
        return PageSettings.read("example.yaml", text(), new References(environment, directory), findings);
    }
}
