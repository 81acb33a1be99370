package io.nerest.standalone.stack;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Addresses and credentials of the parts of a stack, all on localhost.
 *
 * @param ports by part
 * @param accessToken token that the services accept
 */
public record Endpoints(Map<String, Integer> ports, String accessToken) {
    public static final List<String> PLATFORM = List.of("kafka", "postgres", "s3");
    public static final List<String> SERVICES = List.of("ingest", "scoring", "selector", "trainer");
    /** The web console; not every stack has one. */
    public static final String CONSOLE = "console";
    /** The broker's second listener, behind a proxy; only stacks of trials have one. */
    public static final String KAFKA_LINK = "kafka-link";

    public static final String DATABASE = "nerest";
    public static final String DATABASE_USER = "postgres";
    public static final String DATABASE_PASSWORD = "postgres";
    public static final String BUCKET = "nerest";
    public static final String S3_ACCESS_KEY = "nerest";
    public static final String S3_SECRET_KEY = "nerest-secret";

    /** Returns the service that a process belongs to: {@code scoring} for {@code scoring-2}. */
    static String serviceOf(String part) {
        return part.replaceFirst("-\\d+$", "");
    }

    public Endpoints {
        ports = Map.copyOf(ports);
    }

    public String kafka() {
        return "localhost:" + port("kafka");
    }

    public URI s3() {
        return URI.create("http://localhost:" + port("s3"));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port("postgres") + "/" + DATABASE;
    }

    /** Returns the base URL of a service. */
    public URI service(String name) {
        return URI.create("http://localhost:" + port(name));
    }

    /** Returns the readiness endpoint of a service. */
    public URI health(String service) {
        return service(service).resolve("/q/health/ready");
    }

    private int port(String part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new IllegalArgumentException("unknown part '" + part + "'; the parts are " + ports.keySet());
        }
        return port;
    }

    /** Returns the addresses of these parts. */
    public StackAddresses addresses() {
        Map<String, URI> services = new LinkedHashMap<>();
        SERVICES.forEach(service -> services.put(service, service(service)));
        return new StackAddresses(
                kafka(), s3(), new StoreCredentials(S3_ACCESS_KEY, S3_SECRET_KEY), BUCKET, services, accessToken);
    }

    /** Returns the address of every part by name, services first. */
    public Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        SERVICES.forEach(service -> urls.put(service, service(service).toString()));
        if (ports.containsKey(CONSOLE)) {
            urls.put(CONSOLE, service(CONSOLE).toString());
        }
        urls.put("kafka", kafka());
        urls.put("s3", s3().toString());
        urls.put("postgres", jdbcUrl());
        return urls;
    }
}
