export const id = 904;
export const ids = [904];
export const modules = {

/***/ 86904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openProxy: () => (/* binding */ openProxy)
/* harmony export */ });
/* harmony import */ var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40610);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77030);
/* harmony import */ var proxy_chain__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89472);
/* harmony import */ var _core_network_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68233);




/**
 * Starts a proxy that listens nowhere: connections are given to it. What it refuses it tells to `onDenied`, each host and port once. Names are resolved
 * here, and an address that is the runner's own, its neighbour's on the link, or a cloud's metadata is refused whatever its name.
 */
function openProxy({ onDenied }) {
    let state = {
        rules: { hosts: [], ports: [] },
        scope: "rules",
    };
    const told = new Set();
    const upstream = upstreamProxy();
    const server = new proxy_chain__WEBPACK_IMPORTED_MODULE_2__/* .Server */ .gq({
        prepareRequestFunction: ({ hostname, port }) => {
            const { rules, scope } = state;
            const host = hostname.replace(/^\[|\]$/g, "");
            const named = (0,_core_network_js__WEBPACK_IMPORTED_MODULE_3__/* .allowsHost */ .lc)(rules, host, port);
            if (!(named || scope === "public") || ((0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) !== 0 && !reachable(host, named))) {
                if (!told.has(`${host}:${port}`) && told.size < toldLimit)
                    onDenied(host, port);
                told.add(`${host}:${port}`);
                throw new proxy_chain__WEBPACK_IMPORTED_MODULE_2__/* .RequestError */ .GI(`Switchyard: ${host}:${port} is not allowed (network.allow)`, 403);
            }
            return upstream === null ? { dnsLookup: guardedLookup(named) } : { upstreamProxyUrl: upstream };
        },
    });
    server.on("requestFailed", () => undefined);
    return {
        take: (socket) => void server.server.emit("connection", socket),
        allow: (rules, scope) => {
            state = { rules, scope };
            for (const id of server.getConnectionIds())
                server.closeConnection(id);
        },
        [Symbol.asyncDispose]: async () => {
            for (const id of server.getConnectionIds())
                server.closeConnection(id);
        },
    };
}
const toldLimit = 100; // hosts; an agent that tries more of them has been understood
/** A company's proxy, from the variable that every tool reads; the names are then resolved there. */
function upstreamProxy() {
    const { HTTPS_PROXY, https_proxy: lower } = process.env;
    return HTTPS_PROXY || lower || null;
}
/** Never: the runner itself, its links, multicast, and the addresses at which clouds keep metadata (Azure's 168.63.129.16, Alibaba's 100.100.100.200). */
const never = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
for (const [network, bits] of [
    ["0.0.0.0", 8],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["224.0.0.0", 3],
    ["168.63.129.16", 32],
    ["100.100.100.200", 32],
])
    never.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
    ["::", 127],
    ["fe80::", 10],
    ["ff00::", 8],
    ["fd00:ec2::", 32],
    ["64:ff9b::", 96],
    ["2002::", 16],
])
    never.addSubnet(network, bits, "ipv6");
/** Networks that are not public: reachable only for hosts that somebody named. */
const shared = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList();
for (const [network, bits] of [
    ["10.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["100.64.0.0", 10],
])
    shared.addSubnet(network, bits, "ipv4");
shared.addSubnet("fc00::", 7, "ipv6");
/** May a connection go to this address? An IPv4 address inside an IPv6 one counts as itself. */
function reachable(address, named) {
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(address) === 6 ? "ipv6" : "ipv4";
    return !never.check(address, family) && (named || !shared.check(address, family));
}
/** `lookup` of Node, without the addresses that are not to be reached. */
function guardedLookup(named) {
    return new Proxy(node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup, {
        apply: (_target, _self, [hostname, options, callback]) => {
            if (typeof hostname !== "string" || typeof callback !== "function")
                throw new TypeError("a lookup takes a name, options and a callback");
            const all = typeof options === "object" && options !== null && "all" in options && options.all === true;
            const give = (...results) => void Reflect.apply(callback, undefined, results);
            (0,node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup)(hostname, { all: true }, (error, addresses) => {
                const usable = error === null ? addresses.filter(({ address }) => reachable(address, named)) : [];
                const [first] = usable;
                if (error !== null)
                    give(error, []);
                else if (first === undefined)
                    give(Object.assign(new Error(`${hostname} leads to no address that is allowed`), {
                        code: "ENOTFOUND",
                    }), []);
                else if (all)
                    give(null, usable);
                else
                    give(null, first.address, first.family);
            });
        },
    });
}


/***/ })

};
