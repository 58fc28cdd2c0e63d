// Checks the dashboards against Grafana's own types (@grafana/schema): npm ci && npm run check
//
// The types are TypeScript, so each dashboard is written down as a constant of its type and compiled:
// a misspelled field or a word that Grafana does not know is an error, with the line of the JSON.

import { readFileSync, readdirSync, writeFileSync, rmSync } from 'node:fs';
import ts from 'typescript';

const DASHBOARDS = new URL('../dashboards/', import.meta.url);
const SOURCE = new URL('dashboards.generated.ts', import.meta.url);
const PANELS = { timeseries: 'TimeSeries', stat: 'Stat', table: 'Table', 'state-timeline': 'StateTimeline' };

// JSON has words where the types have enums. Where the types are stricter than Grafana itself, it says why.
const HEADER = `
import type { AnnotationQuery, Dashboard, DashboardLink, DataQuery, Panel, VariableModel } from '@grafana/schema';
${Object.entries(PANELS).map(([type, name]) => `import type * as ${name} from '@grafana/schema/dist/esm/raw/composable/${type.replace('-', '')}/panelcfg/x/${name}PanelCfg_types.gen.js';`).join('\n')}
type Json<T> = T extends string ? \`\${T}\` : T extends number | boolean | null | undefined ? T
  : T extends (infer E)[] ? Json<E>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
// What Prometheus adds to every query and annotation.
type Query = Json<DataQuery> & { expr: string; legendFormat?: string; interval?: string; range?: boolean; instant?: boolean; format?: 'table' | 'time_series' };
type Annotation = Omit<Json<AnnotationQuery>, 'target'> & { target: Query; titleFormat?: string; textFormat?: string };
// Grafana fills in what a link does not say.
type Link = Partial<Json<DashboardLink>> & { title: string; url: string };
type TypedPanel<Type extends string, Options, Custom> =
  Omit<Json<Panel>, 'type' | 'targets' | 'links' | 'options' | 'fieldConfig'> & {
    type: Type; targets: Query[]; links?: Link[]; options: Partial<Json<Options>>;
    fieldConfig: { defaults: Omit<Json<NonNullable<Panel['fieldConfig']>['defaults']>, 'custom'> & { custom?: Partial<Json<Custom>> };
      overrides: Json<NonNullable<Panel['fieldConfig']>['overrides']> };
  };
type AnyPanel = TypedPanel<'timeseries', TimeSeries.Options, TimeSeries.FieldConfig> | TypedPanel<'stat', Stat.Options, {}>
  | TypedPanel<'table', Table.Options, Table.FieldConfig> | TypedPanel<'state-timeline', StateTimeline.Options, StateTimeline.FieldConfig>;
type Board = Omit<Json<Dashboard>, 'panels' | 'annotations' | 'templating'> & {
  panels: AnyPanel[]; annotations: { list: Annotation[] }; templating: { list: Json<VariableModel>[] } };
`.trim();

const starts = [];
let source = HEADER + '\n';
for (const file of readdirSync(DASHBOARDS).filter((name) => name.endsWith('.json')).sort()) {
  starts.push({ file, line: source.split('\n').length });
  source += `export const ${file.replace(/\W/g, '_')}: Board = ${readFileSync(new URL(file, DASHBOARDS), 'utf8').trim()};\n`;
}

writeFileSync(SOURCE, source);
const program = ts.createProgram([SOURCE.pathname], {
  strict: true, noEmit: true, skipLibCheck: true, types: [],
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022,
});
const problems = ts.getPreEmitDiagnostics(program);
rmSync(SOURCE);

for (const problem of problems) {
  const line = problem.file ? problem.file.getLineAndCharacterOfPosition(problem.start).line + 1 : 0;
  const board = starts.filter((start) => start.line <= line).pop();
  const where = board ? `${board.file}:${line - board.line + 1}` : 'check.mjs';
  console.error(`${where}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ').slice(0, 400)}`);
}
console.log(`${starts.length} dashboards, ${problems.length} problems`);
process.exit(problems.length === 0 && starts.length > 0 ? 0 : 1);
