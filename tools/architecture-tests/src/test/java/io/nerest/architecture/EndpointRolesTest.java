package io.nerest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.nerest.testing.access.AccessTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The roles of every REST endpoint, as the code names them; {@code -Dnerest.docs.update=true} writes them to the documentation. */
class EndpointRolesTest {
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String ROLES_ALLOWED = "jakarta.annotation.security.RolesAllowed";
    private static final Set<String> VERBS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");

    @Test
    void everyEndpointNamesItsRolesAndTheDocumentationListsThem() throws IOException {
        Map<String, Map<String, Set<String>>> inCode = new TreeMap<>();
        Repository.mainClasses().stream()
                // The console requires a session instead.
                .filter(type -> type.isAnnotatedWith(PATH) && !service(type).equals("console"))
                .forEach(type -> type.getMethods()
                        .forEach(method -> verb(method)
                                .ifPresent(verb -> inCode.computeIfAbsent(service(type), unused -> new TreeMap<>())
                                        .put(verb + " " + path(type, method), roles(type, method)))));

        assertThat(inCode).containsOnlyKeys("ingest", "scoring", "selector", "trainer");
        inCode.values()
                .forEach(operations -> assertThat(operations)
                        .allSatisfy((operation, roles) -> assertThat(roles)
                                .as("roles of %s: @RolesAllowed of the method or its class", operation)
                                .isNotEmpty()
                                .isSubsetOf("ecologist", "engineer", "operator", "camera")));
        if (Boolean.getBoolean("nerest.docs.update")) {
            new AccessTable(inCode).write(AccessTable.OF_SERVICES);
        }
        assertThat(AccessTable.read().roles())
                .as("docs/access.md; -Dnerest.docs.update=true writes it")
                .isEqualTo(inCode);
    }

    private static String service(JavaClass type) {
        return type.getPackageName().split("\\.", -1)[2];
    }

    private static Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .filter(type -> type.getPackageName().equals("jakarta.ws.rs") && VERBS.contains(type.getSimpleName()))
                .map(JavaClass::getSimpleName)
                .findFirst();
    }

    private static String path(JavaClass type, JavaMethod method) {
        String base = text(type.getAnnotationOfType(PATH));
        String own =
                method.tryGetAnnotationOfType(PATH).map(EndpointRolesTest::text).orElse("");
        return ("/" + base + "/" + own).replaceAll("/+", "/").replaceAll("/$", "");
    }

    private static String text(JavaAnnotation<?> annotation) {
        return String.valueOf(annotation.get("value").orElse(""));
    }

    private static Set<String> roles(JavaClass type, JavaMethod method) {
        Object roles = method.tryGetAnnotationOfType(ROLES_ALLOWED)
                .<JavaAnnotation<?>>map(annotation -> annotation)
                .or(() -> type.tryGetAnnotationOfType(ROLES_ALLOWED))
                .flatMap(annotation -> annotation.get("value"))
                .orElse(new String[0]);
        return new TreeSet<>(List.of(roles instanceof String[] several ? several : new String[] {roles.toString()}));
    }
}
