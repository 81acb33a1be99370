package io.nerest.architecture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks a Compose file against the configuration of the services, the Dockerfile and the example of {@code .env}. */
final class ComposeRules {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:?[-?])?([^}]*)}");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:[A-Za-z0-9._-]+(@sha256:[0-9a-f]{64})?");
    /** Of the image, not of the configuration of a service. */
    private static final Set<String> IMAGE_VARIABLES = Set.of("JAVA_TOOL_OPTIONS");

    private static final Set<String> SERVICES = Set.of("ingest", "scoring", "selector", "trainer");
    private static final long MEMORY_LIMIT_MIB = 5 * 1024;

    private final String text;
    private final Map<String, Object> file;
    private final ConfigurationKeys keys;
    private final String dockerfiles;
    private final String exampleEnvironment;
    private final List<String> problems = new ArrayList<>();

    private ComposeRules(String text, ConfigurationKeys keys, String dockerfiles, String exampleEnvironment) {
        this.text = text;
        this.file = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        this.keys = keys;
        this.dockerfiles = dockerfiles;
        this.exampleEnvironment = exampleEnvironment;
    }

    /**
     * Returns a sentence for each problem.
     *
     * @param text the Compose file
     * @param dockerfiles text of the Dockerfiles with the images of this project
     * @param exampleEnvironment the example of {@code .env}
     */
    static List<String> problems(String text, ConfigurationKeys keys, String dockerfiles, String exampleEnvironment) {
        return new ComposeRules(text, keys, dockerfiles, exampleEnvironment).check();
    }

    private List<String> check() {
        Set<String> sections = new TreeSet<>(file.keySet());
        sections.removeIf(name -> name.startsWith("x-")
                || Set.of("services", "networks", "volumes").contains(name));
        if (!sections.isEmpty()) {
            problems.add("sections that Compose 1.29 or 2 does not accept: " + sections);
        }
        Map<String, Object> services = map(file.get("services"));
        services.forEach((name, service) -> check(name, map(service), services.keySet()));
        checkVariables();
        checkMemory(services);
        return problems;
    }

    private void check(String name, Map<String, Object> service, Set<String> services) {
        boolean runsOnce = "no".equals(service.get("restart"));
        String image = withDefaults(String.valueOf(service.get("image")));
        if (!PINNED.matcher(image).matches() || image.contains(":latest")) {
            problems.add(name + ": the image " + image + " has no fixed tag");
        }
        if (!service.containsKey("mem_limit")) {
            problems.add(name + ": has no memory limit");
        }
        if (!runsOnce && !service.containsKey("healthcheck")) {
            problems.add(name + ": has no health check");
        }
        if (!List.of("ALL").equals(service.get("cap_drop"))) {
            problems.add(name + ": does not drop all capabilities");
        }
        references(name, "depends_on", names(service.get("depends_on")), services);
        references(
                name,
                "networks",
                names(service.get("networks")),
                map(file.get("networks")).keySet());
        references(name, "volumes", volumes(service), map(file.get("volumes")).keySet());
        for (Object port : list(service.get("ports"))) {
            if (!String.valueOf(port).startsWith("127.0.0.1:")) {
                problems.add(name + ": port " + port + " is open to the network");
            }
        }
        if (String.valueOf(service.get("image")).contains("NEREST_IMAGES")) {
            checkOwnImage(name, service, image);
        }
    }

    private void checkOwnImage(String name, Map<String, Object> service, String image) {
        String target = image.replaceFirst(".*/", "").replaceFirst(":.*", "").replaceFirst("-gpu$", "");
        if (!Pattern.compile("(?m)^FROM \\S+ AS " + Pattern.quote(target) + "$")
                .matcher(dockerfiles)
                .find()) {
            problems.add(name + ": no Dockerfile has a target " + target);
        }
        if (!Boolean.TRUE.equals(service.get("read_only"))) {
            problems.add(name + ": the root file system is writable");
        }
        if (!String.valueOf(service.get("user")).matches("[1-9]\\d*:\\d+")) {
            problems.add(name + ": no numeric user that is not root");
        }
        if (SERVICES.contains(target)) {
            checkEnvironment(name, target, map(service.get("environment")).keySet());
        }
    }

    private void checkEnvironment(String name, String service, Set<String> variables) {
        Set<String> known = keys.of(service);
        variables.stream()
                .filter(variable -> !known.contains(variable) && !IMAGE_VARIABLES.contains(variable))
                .forEach(variable -> problems.add(name + ": " + variable + " is no property of " + service));
        keys.required().stream()
                .filter(variable -> !variables.contains(variable))
                .forEach(variable -> problems.add(name + ": " + variable + " is required and not set"));
        if (!variables.contains("NEREST_POD")) {
            problems.add(name + ": NEREST_POD is not set");
        }
        if (!service.equals("trainer") && variables.contains("NEREST_SIGNING_PRIVATE_KEY")) {
            problems.add(name + ": has the private key, which only the trainer may have");
        }
    }

    private void references(String name, String what, Set<String> used, Set<String> defined) {
        used.stream()
                .filter(reference -> !defined.contains(reference))
                .forEach(reference ->
                        problems.add(name + ": " + what + " names " + reference + ", which is not defined"));
    }

    /** A secret has no default, and every variable without a default is in the example. */
    private void checkVariables() {
        Matcher use = VARIABLE.matcher(text);
        Set<String> checked = new LinkedHashSet<>();
        while (use.find()) {
            String variable = use.group(1);
            boolean required = ":?".equals(use.group(2));
            if (variable.matches(".*(PASSWORD|SECRET|ACCESS_KEY).*") && !required) {
                problems.add("the secret " + variable + " has a default or may be empty");
            }
            if (required && checked.add(variable) && !exampleEnvironment.contains("\n" + variable + "=")) {
                problems.add(variable + " is not in the example of .env");
            }
        }
    }

    private void checkMemory(Map<String, Object> services) {
        long total = services.values().stream()
                .map(ComposeRules::map)
                .filter(service -> Stream.of("gpu", "console", "observability")
                        .noneMatch(profile -> list(service.get("profiles")).contains(profile)))
                // The set-up ends before the services start.
                .filter(service -> !list(service.get("command")).contains("setup"))
                .mapToLong(service -> mebibytes(String.valueOf(service.get("mem_limit"))))
                .sum();
        if (total > MEMORY_LIMIT_MIB) {
            problems.add("the memory limits of cpu and demo are " + total + " MiB, more than " + MEMORY_LIMIT_MIB);
        }
    }

    private static long mebibytes(String limit) {
        Matcher number = Pattern.compile("(\\d+)([mg])").matcher(limit);
        if (!number.matches()) {
            return 0;
        }
        return Long.parseLong(number.group(1)) * (number.group(2).equals("g") ? 1024 : 1);
    }

    private static String withDefaults(String value) {
        return VARIABLE.matcher(value).replaceAll(use -> Matcher.quoteReplacement(use.group(3)));
    }

    private static Set<String> volumes(Map<String, Object> service) {
        return list(service.get("volumes")).stream()
                .map(volume -> String.valueOf(volume).split(":", 2)[0])
                .filter(source -> !source.startsWith("."))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Object mapOrList) {
        return mapOrList instanceof Map
                ? map(mapOrList).keySet()
                : list(mapOrList).stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    @SuppressWarnings("unchecked") // the keys of a Compose file are texts
    private static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
