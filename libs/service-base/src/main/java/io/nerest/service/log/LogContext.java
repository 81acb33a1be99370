package io.nerest.service.log;

import java.util.UUID;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Names what a thread works on in its log messages, until it is closed. */
public final class LogContext implements AutoCloseable {
    private final String key;
    private final @Nullable Object before;

    private LogContext(String key, String value) {
        this.key = key;
        this.before = MDC.get(key);
        MDC.put(key, value);
    }

    public static LogContext frame(UUID frameId) {
        return new LogContext("frameId", frameId.toString());
    }

    public static LogContext campaign(UUID campaignId) {
        return new LogContext("campaign", campaignId.toString());
    }

    public static LogContext model(String modelId) {
        return new LogContext("model", modelId);
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
