package io.nerest.standalone.stack;

import java.util.Map;

/**
 * Credentials of an object store. They are read from the environment, because every user of a machine can read the
 * arguments of its processes.
 *
 * @param accessKey name of the account
 * @param secretKey its secret
 */
public record StoreCredentials(String accessKey, String secretKey) {

    /**
     * Reads the variables that the services have too.
     *
     * @throws IllegalArgumentException if one is missing or blank
     */
    public static StoreCredentials of(Map<String, String> environment) {
        return new StoreCredentials(
                required(environment, "NEREST_S3_ACCESS_KEY"), required(environment, "NEREST_S3_SECRET_KEY"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name
                    + " is not set: it and its counterpart are the credentials of the object store");
        }
        return value;
    }

    /** The secret must not reach a log. */
    @Override
    public String toString() {
        return "StoreCredentials[accessKey=" + accessKey + "]";
    }
}
