package io.nerest.standalone.stack;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Addresses of the parts of a stack, wherever they run.
 *
 * @param kafka brokers, {@code host:port}
 * @param s3 object store
 * @param credentials credentials of the object store
 * @param bucket bucket of frames, snapshots and models
 * @param services base URL by service
 * @param accessToken bearer token for the services; empty to send none
 */
public record StackAddresses(
        String kafka,
        URI s3,
        StoreCredentials credentials,
        String bucket,
        Map<String, URI> services,
        String accessToken) {
    private static final String KAFKA = "kafka";
    private static final String S3 = "s3";

    public StackAddresses {
        services = Map.copyOf(services);
    }

    /**
     * Reads addresses by part: {@code kafka}, {@code s3} and every service.
     *
     * @throws IllegalArgumentException if a part is missing or unknown, or an address is not valid
     */
    public static StackAddresses of(Map<String, String> byPart, StoreCredentials credentials, String bucket) {
        Map<String, URI> services = new LinkedHashMap<>();
        Endpoints.SERVICES.forEach(service -> services.put(service, url(byPart, service)));
        String kafka = address(byPart, KAFKA);
        if (!kafka.matches("[^\\s/:]+:\\d{1,5}(,[^\\s/:]+:\\d{1,5})*")) {
            throw new IllegalArgumentException("--stack: kafka=" + kafka + " must have the form HOST:PORT");
        }
        for (String part : byPart.keySet()) {
            if (!services.containsKey(part) && !part.equals(KAFKA) && !part.equals(S3)) {
                throw new IllegalArgumentException(
                        "--stack: there is no part '" + part + "'; the parts are " + parts());
            }
        }
        return new StackAddresses(kafka, url(byPart, S3), credentials, bucket, services, AccessToken.ofEnvironment());
    }

    private static URI url(Map<String, String> byPart, String part) {
        String address = address(byPart, part);
        try {
            URI url = URI.create(address);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException("--stack: " + part + "=" + address + " is not a URL", invalid);
        }
        throw new IllegalArgumentException(
                "--stack: " + part + "=" + address + " is not an http or https URL with a host");
    }

    private static String address(Map<String, String> byPart, String part) {
        String address = byPart.getOrDefault(part, "");
        if (address.isBlank()) {
            throw new IllegalArgumentException(
                    "--stack: the address of " + part + " is missing; the parts are " + parts());
        }
        return address;
    }

    private static String parts() {
        return String.join(
                ", ",
                Stream.concat(Stream.of(KAFKA, S3), Endpoints.SERVICES.stream()).toList());
    }

    /** Returns the object store. */
    public StoreAddress store() {
        return new StoreAddress(s3, credentials, bucket);
    }

    /** Returns the base URL of a service. */
    public URI service(String name) {
        URI url = services.get(name);
        if (url == null) {
            throw new IllegalArgumentException("unknown service '" + name + "'; the services are " + services.keySet());
        }
        return url;
    }
}
