package jp.shirube.kpi.collection.screens;

/** Which item a request is about. */
record ItemAddress(String municipality, String round, String item) {

    String href() {
        return Addresses.item(municipality, round, item);
    }
}
