package io.nerest.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids and names that occurred in responses. */
final class SeenIds {
    private static final int MOST = 500;
    private static final Pattern ID =
            Pattern.compile("\"(?:id|streamId|stream|name|modelId|frameId|trainingId)\":\"([A-Za-z0-9._-]{1,80})\"");
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final List<String> uuids = new ArrayList<>();
    private final List<String> names = new ArrayList<>(List.of("fuzz-cam", "north"));

    void collect(String json) {
        collect(UUIDS.matcher(json), 0, uuids);
        collect(ID.matcher(json), 1, names);
    }

    private static void collect(Matcher matcher, int group, List<String> seen) {
        while (matcher.find() && seen.size() < MOST) {
            if (!seen.contains(matcher.group(group))) {
                seen.add(matcher.group(group));
            }
        }
    }

    String uuid(Random random) {
        return uuids.isEmpty() || random.nextInt(4) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : uuids.get(random.nextInt(uuids.size()));
    }

    String name(Random random) {
        return names.get(random.nextInt(names.size()));
    }
}
