import type { CSSVariablesResolver } from '@mantine/core';
import { createTheme } from '@mantine/core';

/** One type scale, one spacing scale, one accent. Colour means something: red is late or refused, yellow is today, green is ahead or done. */
export const theme = createTheme({
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 5 },
  colors: {
    steel: ['#eef4fb', '#dbe6f4', '#b4cbe8', '#8aafdc', '#6897d2', '#5388cc', '#4680ca', '#1f5fa8', '#2a609f', '#1b5391'],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '22px' }, h2: { fontSize: '18px' }, h3: { fontSize: '15px' } } },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    Modal: { defaultProps: { centered: true, overlayProps: { opacity: 0.4 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});

/** Colours of words: Mantine's own are for fills, and too pale to be read as text (WCAG AA asks for 4.5 to 1). */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c6570',
    '--mantine-color-placeholder': '#69727d',
    '--mantine-color-red-text': '#c92a2a',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-teal-text': '#087f5b',
    '--mantine-color-yellow-text': '#8a5a00',
    '--mantine-color-yellow-8': '#8a5a00',
    '--mantine-color-yellow-light-color': '#7a4a00',
  },
  dark: { '--mantine-color-dimmed': '#a6abb1', '--mantine-color-placeholder': '#969ba1', '--mantine-color-yellow-8': '#fcc419' },
});
