package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.log.ReportLog;
import dev.saoma.filter.internal.seal.SealKey;
import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.start.DeployedApplication;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that the doctor reports on. */
public final class DoctorSetup {
    final String clientTag;
    final String appUrl;
    final String appOrigin;
    final String path;
    private final SealKey cookieKey;
    final boolean keyDerived;
    final @Nullable ReportLog report;
    final Set<String> sessionFilters;

    public DoctorSetup(Settings settings, SealKey cookieKey, String clientTag, @Nullable ReportLog report) {
        this.clientTag = clientTag;
        this.appUrl = settings.appUrl();
        this.appOrigin = settings.appOrigin();
        this.path = settings.path();
        this.cookieKey = cookieKey;
        this.keyDerived = !settings.cookieKey().isPresent();
        this.report = report;
        this.sessionFilters = settings.operations().sessionFilters();
    }

    // Truncated hash: distinguishes two keys, and cannot be inverted.
    String keyFingerprint() {
        StringBuilder text = new StringBuilder("saoma doctor cookie key\n");
        for (byte b : cookieKey.bytes()) {
            text.append((char) (b & 0xff));
        }
        return Sha256.shortId(text.toString());
    }

    boolean secure() {
        return appUrl.startsWith("https:");
    }

    Arrival arrival() {
        return new Arrival(appUrl, appOrigin);
    }

    Deployment deployment(ServletContext context) {
        return new Deployment(new DeployedApplication(context), path, secure());
    }

    SessionOrder sessions(ServletContext context) {
        return new SessionOrder(new DeployedApplication(context), sessionFilters);
    }
}
