package io.nerest.console.gateway;

import io.nerest.console.session.ConsoleRole;
import io.nerest.console.session.ConsoleSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request that pages may send, and the role that it needs. Whatever no rule names does not exist.
 *
 * @param method HTTP method
 * @param template the path for readers, with {@code {uuid}}, {@code {name}} and {@code {number}}
 * @param path path that starts with {@code /api/}
 * @param service the service that answers, under the same path without its name; null if the console itself answers
 */
public record AccessRule(
        String method,
        String template,
        Pattern path,
        ConsoleRole role,
        @Nullable ServiceName service) {

    private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String NAME = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,200}";
    private static final String NUMBER = "[0-9]{1,9}";

    /** All rules. */
    public static final List<AccessRule> ALL = List.of(
            read("/session"),
            write("POST", "/session/end", ConsoleRole.VIEWER, null),
            read("/events"),
            read("/status"),
            read("/status/pods"),
            write("POST", "/label/next", ConsoleRole.LABELLER, null),
            write("POST", "/label/release", ConsoleRole.LABELLER, null),
            write("POST", "/label/frames/{uuid}", ConsoleRole.LABELLER, null),
            write("POST", "/label/frames/{uuid}/skip", ConsoleRole.LABELLER, null),
            read("/audit"),
            write("POST", "/audit/verdicts", ConsoleRole.LABELLER, null),
            service("GET", "/ingest/streams", ConsoleRole.VIEWER),
            service("GET", "/ingest/streams/health", ConsoleRole.VIEWER),
            service("PUT", "/ingest/streams/{name}", ConsoleRole.LABELLER),
            service("GET", "/ingest/sources", ConsoleRole.VIEWER),
            service("PUT", "/ingest/sources/{name}", ConsoleRole.LABELLER),
            service("DELETE", "/ingest/sources/{name}", ConsoleRole.LABELLER),
            service("POST", "/ingest/source-previews", ConsoleRole.LABELLER),
            service("GET", "/ingest/frames", ConsoleRole.VIEWER),
            service("POST", "/ingest/frames", ConsoleRole.OPERATOR),
            service("GET", "/ingest/frames/counts", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}/image", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}/thumbnail", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}/visibility", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}/neighbours", ConsoleRole.VIEWER),
            service("GET", "/ingest/frames/{uuid}/labels", ConsoleRole.VIEWER),
            service("GET", "/ingest/annotations", ConsoleRole.VIEWER),
            service("GET", "/ingest/suggestion-influence", ConsoleRole.VIEWER),
            service("GET", "/ingest/rejections", ConsoleRole.VIEWER),
            service("GET", "/selector/campaigns", ConsoleRole.VIEWER),
            service("POST", "/selector/campaigns", ConsoleRole.OPERATOR),
            service("GET", "/selector/campaigns/{uuid}", ConsoleRole.VIEWER),
            service("PATCH", "/selector/campaigns/{uuid}", ConsoleRole.OPERATOR),
            service("GET", "/selector/campaigns/{uuid}/epochs", ConsoleRole.VIEWER),
            service("GET", "/selector/campaigns/{uuid}/batches/{number}", ConsoleRole.VIEWER),
            service("GET", "/selector/campaigns/{uuid}/batches/{number}/shadows", ConsoleRole.VIEWER),
            service("GET", "/selector/campaigns/{uuid}/batches/{number}/overlap", ConsoleRole.VIEWER),
            service("GET", "/selector/batch-overlap", ConsoleRole.VIEWER),
            service("POST", "/selector/campaigns/{uuid}/pause", ConsoleRole.OPERATOR),
            service("POST", "/selector/campaigns/{uuid}/resume", ConsoleRole.OPERATOR),
            service("POST", "/selector/campaigns/{uuid}/cancel", ConsoleRole.OPERATOR),
            service("POST", "/selector/campaigns/{uuid}/clone", ConsoleRole.OPERATOR),
            service("GET", "/selector/pool", ConsoleRole.VIEWER),
            service("GET", "/selector/strategies", ConsoleRole.VIEWER),
            service("GET", "/selector/training-arguments", ConsoleRole.VIEWER),
            service("GET", "/selector/label-queue", ConsoleRole.VIEWER),
            service("GET", "/selector/embedding-map", ConsoleRole.VIEWER),
            service("GET", "/selector/pseudo-labels", ConsoleRole.VIEWER),
            service("GET", "/selector/frames/{uuid}/detections", ConsoleRole.VIEWER),
            service("GET", "/selector/dead-letters", ConsoleRole.VIEWER),
            service("GET", "/selector/dead-letters/{name}", ConsoleRole.VIEWER),
            service("POST", "/selector/dead-letters/{name}/resend", ConsoleRole.OPERATOR),
            service("POST", "/selector/dead-letters/{name}/drop", ConsoleRole.OPERATOR),
            service("GET", "/selector/seasons", ConsoleRole.VIEWER),
            service("POST", "/selector/seasons", ConsoleRole.LABELLER),
            service("GET", "/selector/seasons/{uuid}", ConsoleRole.VIEWER),
            service("DELETE", "/selector/seasons/{uuid}", ConsoleRole.LABELLER),
            service("GET", "/selector/seasons/{uuid}/estimates.csv", ConsoleRole.VIEWER),
            service("POST", "/selector/seasons/{uuid}/draws", ConsoleRole.LABELLER),
            service("GET", "/selector/passages", ConsoleRole.VIEWER),
            service("GET", "/selector/model-comparison", ConsoleRole.VIEWER),
            service("POST", "/selector/replays", ConsoleRole.OPERATOR),
            service("GET", "/selector/replays/{uuid}", ConsoleRole.VIEWER),
            service("GET", "/trainer/models", ConsoleRole.VIEWER),
            service("GET", "/trainer/models/live", ConsoleRole.VIEWER),
            service("GET", "/trainer/models/{name}", ConsoleRole.VIEWER),
            service("GET", "/trainer/models/{name}/streams", ConsoleRole.VIEWER),
            service("GET", "/trainer/models/{name}/weights", ConsoleRole.VIEWER),
            service("POST", "/trainer/models/{name}/promote", ConsoleRole.OPERATOR),
            service("GET", "/trainer/trainings", ConsoleRole.VIEWER),
            service("GET", "/trainer/trainings/{uuid}/examples", ConsoleRole.VIEWER),
            service("DELETE", "/trainer/trainings/{uuid}", ConsoleRole.OPERATOR));

    private static AccessRule read(String path) {
        return write("GET", path, ConsoleRole.VIEWER, null);
    }

    private static AccessRule service(String method, String path, ConsoleRole role) {
        String name = path.substring(1, path.indexOf('/', 1));
        return write(method, path, role, ServiceName.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static AccessRule write(String method, String path, ConsoleRole role, @Nullable ServiceName service) {
        String pattern = path.replace(".", "\\.")
                .replace("{uuid}", UUID)
                .replace("{name}", NAME)
                .replace("{number}", NUMBER);
        String name = service == null ? "" : "/" + service.name().toLowerCase(Locale.ROOT);
        return new AccessRule(
                method,
                "/api" + path,
                Pattern.compile("/api" + name + "(" + pattern.substring(name.length()) + ")"),
                role,
                service);
    }

    /** Returns the rule of a request; empty if pages may not send it. */
    public static Optional<AccessRule> of(String method, String path) {
        return ALL.stream()
                .filter(rule ->
                        rule.method.equals(method) && rule.path.matcher(path).matches())
                .findFirst();
    }

    /** Returns whether a session may send such a request. What needs the role of a labeller at the console itself needs labels. */
    public boolean allows(ConsoleSession session) {
        boolean ofLabels = service == null && role == ConsoleRole.LABELLER;
        return session.role().includes(role) && (!ofLabels || session.mayLabel());
    }

    /** Returns the service's path for a path of the console. */
    String servicePath(String consolePath) {
        Matcher matcher = path.matcher(consolePath);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(consolePath + " is not a path of this rule");
        }
        return "/api" + matcher.group(1);
    }
}
