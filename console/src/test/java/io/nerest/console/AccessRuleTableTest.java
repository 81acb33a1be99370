package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.console.gateway.AccessRule;
import io.nerest.console.gateway.ServiceName;
import io.nerest.console.session.ConsoleRole;
import io.nerest.console.session.ConsoleSession;
import io.nerest.testing.access.AccessTable;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which role may send what through the console; {@code -Dnerest.docs.update=true} writes the table of {@code docs/access.md}. */
class AccessRuleTableTest {
    private static final Map<String, ConsoleSession> SESSIONS = Map.of(
            "viewer", new ConsoleSession("raisa", ConsoleRole.VIEWER, false, null),
            "ecologist", new ConsoleSession("nina", ConsoleRole.LABELLER, true, "token"),
            "engineer", new ConsoleSession("oleg", ConsoleRole.OPERATOR, false, "token"),
            "operator", new ConsoleSession("olga", ConsoleRole.OPERATOR, true, "token"));

    @Test
    void theDocumentationHasEveryRule() throws IOException {
        Map<String, Set<String>> rules = new TreeMap<>();
        AccessRule.ALL.forEach(rule -> rules.put(operation(rule), allowed(rule)));
        if (Boolean.getBoolean("nerest.docs.update")) {
            new AccessTable(Map.of("console", rules)).write(AccessTable.OF_CONSOLE);
        }

        assertThat(rules).as("no rule hides another").hasSameSizeAs(AccessRule.ALL);
        assertThat(AccessTable.read(AccessTable.OF_CONSOLE).roles())
                .as("docs/access.md; -Dnerest.docs.update=true writes it")
                .isEqualTo(Map.of("console", rules));
    }

    @ParameterizedTest(name = "{0} {1} by {2}: {3}")
    @MethodSource("documented")
    void aRequestIsGrantedToTheRolesOfTheDocumentationAndRefusedToOthers(
            String method, String path, ConsoleSession session, boolean granted) {
        assertThat(AccessRule.of(method, path))
                .hasValueSatisfying(rule -> assertThat(rule.allows(session)).isEqualTo(granted));
    }

    static Stream<Arguments> documented() throws IOException {
        return AccessTable.read(AccessTable.OF_CONSOLE).roles().getOrDefault("console", Map.of()).entrySet().stream()
                .flatMap(row -> SESSIONS.entrySet().stream()
                        .map(session -> Arguments.of(
                                row.getKey().substring(0, row.getKey().indexOf(' ')),
                                example(row.getKey().substring(row.getKey().indexOf(' ') + 1)),
                                session.getValue(),
                                row.getValue().contains(session.getKey()))));
    }

    @Test
    void everyRuleOfAServiceNamesAnEndpointAndRefusesNobodyWhomTheServiceAdmits() throws IOException {
        Map<String, Map<String, Set<String>>> services = AccessTable.read().roles();
        for (AccessRule rule : AccessRule.ALL) {
            ServiceName service = rule.service();
            if (service != null) {
                String name = service.name().toLowerCase(Locale.ROOT);
                Map<String, Set<String>> endpoints = services.getOrDefault(name, Map.of()).entrySet().stream()
                        .collect(Collectors.toMap(entry -> anonymous(entry.getKey()), Map.Entry::getValue));
                String endpoint = anonymous(operation(rule)).replace("/api/" + name + "/", "/api/");

                assertThat(endpoints).as(name).containsKey(endpoint);
                assertThat(allowed(rule))
                        .as("%s of %s", endpoint, name)
                        .containsAll(endpoints.getOrDefault(endpoint, Set.of()).stream()
                                .filter(SESSIONS::containsKey)
                                .toList());
            }
        }
    }

    private static Set<String> allowed(AccessRule rule) {
        return SESSIONS.entrySet().stream()
                .filter(session -> rule.allows(session.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String operation(AccessRule rule) {
        return rule.method() + " " + rule.template();
    }

    private static String example(String template) {
        return template.replace("{uuid}", "6f1c2b9e-0d43-4a7e-9a55-1c2d3e4f5a6b")
                .replace("{name}", "north-1")
                .replace("{number}", "7");
    }

    private static String anonymous(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }
}
