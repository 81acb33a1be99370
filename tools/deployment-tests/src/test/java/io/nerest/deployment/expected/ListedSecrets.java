package io.nerest.deployment.expected;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Secrets that {@code k8s/create-secrets.sh} creates: keys by name. */
public final class ListedSecrets {
    private static final Pattern LINE = Pattern.compile("(?m)^secret ([a-z0-9-]+) (.*)$");
    private static final Pattern KEY = Pattern.compile("(?:^| )([a-z0-9.-]+)=");

    private ListedSecrets() {}

    /** Returns the keys of each Secret. */
    public static Map<String, Set<String>> all() {
        Map<String, Set<String>> secrets = new HashMap<>();
        Matcher line = LINE.matcher(SourceTree.text("k8s/create-secrets.sh"));
        while (line.find()) {
            Set<String> keys = new HashSet<>();
            Matcher key = KEY.matcher(line.group(2));
            while (key.find()) {
                keys.add(key.group(1));
            }
            secrets.put(line.group(1), keys);
        }
        if (secrets.isEmpty()) {
            throw new AssertionError("k8s/create-secrets.sh lists no Secret");
        }
        return secrets;
    }
}
