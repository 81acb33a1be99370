package io.nerest.standalone.demo;

import io.nerest.standalone.costs.CostMeasurement;
import io.nerest.standalone.costs.MetricsPage;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a stack takes at one moment.
 *
 * @param seconds since the start of the trial
 * @param frames acknowledged so far
 * @param heapMebibytes heap in use, with garbage, by service
 * @param outbox events that wait to be sent, in all services
 * @param connections processes of PostgreSQL: one for each connection, and a constant number of its own
 * @param databaseMebibytes tables and indexes of all services
 * @param diskMebibytes blocks in use on the disk, by folder of the data directory
 */
record SeasonSample(
        double seconds,
        int frames,
        Map<String, Double> heapMebibytes,
        double outbox,
        long connections,
        double databaseMebibytes,
        Map<String, Double> diskMebibytes) {
    private static final double MEBIBYTE = 1 << 20;
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    /** @throws IOException if a service does not answer */
    static SeasonSample of(double seconds, int frames, Stack stack, Path dataDir)
            throws IOException, InterruptedException {
        Map<String, Double> heap = new TreeMap<>();
        double outbox = 0;
        double database = 0;
        CostMeasurement metrics = new CostMeasurement(stack.endpoints().addresses());
        for (String service : Endpoints.SERVICES) {
            MetricsPage page = metrics.page(service);
            heap.put(service, page.heapBytes() / MEBIBYTE);
            outbox += page.sum("nerest_outbox_depth").orElse(0);
            database += page.sum("nerest_database_size_bytes").orElse(0) / MEBIBYTE;
        }
        Map<String, Double> disk = new TreeMap<>();
        for (String part : List.of("kafka", "postgres", "s3", "scoring", "trainer")) {
            disk.put(part, mebibytes(dataDir.resolve(part)));
        }
        return new SeasonSample(
                seconds,
                frames,
                heap,
                outbox,
                stack.supervisor().part("postgres").descendants().size(),
                database,
                disk);
    }

    /** Blocks in use: Kafka's index files are much longer than what they occupy. */
    private static double mebibytes(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("du", "-sk", folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        int end = answer.indexOf('\t');
        return end < 0 ? 0 : Double.parseDouble(answer.substring(0, end)) / KIBIBYTES_PER_MEBIBYTE;
    }
}
